import { withoutPrivateText } from "../catalog/privacy.ts";
import type { CheckReport } from "../github/app-ports.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { CheckRunOutput } from "../reporters/check-run/check-run-output.ts";
import { checkRunReporter } from "../reporters/check-run/index.ts";
import { escapeMarkdown } from "../reporters/escape-markdown.ts";
import { baselineOf } from "../reporters/fingerprint.ts";
import type { ReportContext } from "../reporters/reporter.ts";
import type { OpenSource } from "../sources/source.ts";
import type { CommandPorts } from "./command.ts";
import { reportContext, type SourceValidation, validateSource } from "./validate.ts";

/** A commit to be checked. */
export interface SourceCheck {
  source: OpenSource;
  /** The same at the commit to tell new faults from old ones by; without it every fault counts. */
  base?: OpenSource;
  onManifests?: () => Promise<void>;
}

/** Part of a report: what was at fault before, or what to say where that could not be read. */
type Comparison = Pick<ReportContext, "baseline"> & { notice?: string };

/** Validates a commit and, where something is at fault, its base; in the words of a check run. */
export async function checkSource(check: SourceCheck, ports: CommandPorts): Promise<CheckReport> {
  const { source, base, onManifests } = check;
  const scope = { includeTestPaths: false, ...(onManifests === undefined ? {} : { onManifests }) };
  const validation = await validateSource(source, ports, scope);
  const { errors, warnings, notes } = validation.summary;
  const isCompared = base !== undefined && errors + warnings + notes > 0;
  return makeCheckReport(validation, isCompared ? await readBaseline(base, ports) : {});
}

/** A base that cannot be read is not one without faults, and not one that had them all: it is said. */
async function readBaseline(base: OpenSource, ports: CommandPorts): Promise<Comparison> {
  try {
    const { manifests } = await validateSource(base, ports, { includeTestPaths: false });
    return { baseline: baselineOf(manifests) };
  } catch (error) {
    const reason = error instanceof WaybillError ? `: ${escapeMarkdown(withoutPrivateText(error.message), 300)}` : "";
    return { notice: `The commit before could not be read, so every finding counts as new${reason}.` };
  }
}

/** The reporter's check run in the App's words; no manifest, no check run. */
function makeCheckReport(validation: SourceValidation, { notice, ...compared }: Comparison): CheckReport {
  const context = { ...reportContext(validation, "Waybill"), ...compared };
  // The reporter's own output, as its type says.
  const output = JSON.parse(checkRunReporter.render(validation.manifests, context)) as CheckRunOutput;
  const { title } = output;
  const summary = notice === undefined ? output.summary : `${notice}\n\n${output.summary}`;
  const conclusion = validation.manifests.length === 0 ? "none" : output.conclusion;
  const annotations = output.annotations.map((note) => ({
    path: note.path,
    startLine: note.start_line,
    endLine: note.end_line,
    level: note.annotation_level,
    title: note.title,
    message: note.message,
  }));
  return { conclusion, title, summary, annotations };
}
