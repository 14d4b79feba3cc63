import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { findingsWithoutPrivate, withoutPrivateText } from "../catalog/privacy.ts";
import { emptyCatalog } from "../catalog/read-catalog.ts";
import { defaultConfig } from "../config/waybill-config.ts";
import { secretTextsOf, withoutTexts } from "../families/secret-texts.ts";
import type { Finding, Level } from "../model/finding.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { discover } from "../pipeline/discover.ts";
import { GENERATOR } from "../pipeline/generator.ts";
import { judge } from "../pipeline/grade.ts";
import { normalize } from "../pipeline/normalize.ts";
import { read } from "../pipeline/read.ts";
import type { ReadingRun } from "../pipeline/run.ts";
import type { Subject } from "../pipeline/subject.ts";
import { validate } from "../pipeline/validate.ts";
import { plainLine } from "../reporters/plain-line.ts";
import type { FileReport, ReportContext } from "../reporters/reporter.ts";
import { textReporter } from "../reporters/text/index.ts";
import { openSource } from "../sources/index.ts";
import type { OpenSource } from "../sources/source.ts";
import type { Command, CommandInput, CommandPorts, CommandResult } from "./command.ts";
import { describeFixed, fixSource, sayFixed, writeFixes } from "./fix.ts";
import { labelSubjects } from "./label-subjects.ts";
import { openFile } from "./open-file.ts";
import { absolutePath, textOption } from "./option-values.ts";

/** What validate found: a report a file, counted. */
export interface Validation {
  manifests: FileReport[];
  summary: { manifests: number; plugins: number; errors: number; warnings: number; notes: number; muted: number };
  /** What could not be read or was not understood beside the manifests, one line each. */
  notices: string[];
}

/** The same with the texts of the files, to show the lines at fault. */
export interface SourceValidation extends Validation {
  texts: ReadonlyMap<string, string>;
  /** Values in those texts that are never shown. */
  secrets: ReadonlyMap<string, readonly string[]>;
}

/** The verb `validate`: stages 1–4 and every check whose facts are there. */
export const validateCommand: Command = {
  name: "validate",
  summary: "check the plugin manifests of a checkout, with line, column and remedy",
  usage: "waybill validate [PATH]",
  examples: [
    "waybill validate",
    "waybill validate plugin.json",
    "waybill validate . --json --fail-on warning",
    "waybill validate --fix --dry-run",
  ],
  arity: [0, 1],
  options: {
    "fail-on": { type: "string", help: "exit 1 at this level or above: error, warning, note, never (default: error)" },
    fix: { type: "boolean", help: "mend what is mechanical and write the files" },
    "dry-run": { type: "boolean", help: "with --fix: print the changes as a diff and write nothing" },
    "all-paths": { type: "boolean", help: "also manifests below test, fixture, example and template folders" },
  },
  run: runValidate,
};

/** How many of the counts, worst first, fail the run. */
const FAILING_COUNTS: Readonly<Record<string, number>> = { never: 0, error: 1, warning: 2, note: 3 };

async function runValidate(input: CommandInput): Promise<CommandResult> {
  const failOn = textOption(input, "fail-on") ?? "error";
  const failing = Object.hasOwn(FAILING_COUNTS, failOn) ? FAILING_COUNTS[failOn] : undefined;
  if (failing === undefined) {
    const names = Object.keys(FAILING_COUNTS).join(", ");
    throw new WaybillError("usage", `--fail-on: expected one of ${names}, got ${JSON.stringify(failOn)}`);
  }
  const isDryRun = input.values["dry-run"] === true;
  if (isDryRun && input.values["fix"] !== true) {
    throw new WaybillError("usage", "--dry-run: expected --fix beside it, which it is about");
  }
  const path = absolutePath(input, input.positionals[0] ?? ".");
  if (!existsSync(path)) throw new WaybillError("usage", `expected a file or folder, found nothing at ${path}`);
  const isFile = statSync(path).isFile();
  const source = isFile ? openFile(path) : openFolder(path, input.ports);
  const includeTestPaths = input.values["all-paths"] === true || isFile;
  // Who names a file wants to hear of it, also when it does not parse.
  const scope = { includeTestPaths, includeUnparseable: isFile };
  const validateAgain = (one: OpenSource) => validateSource(one, input.ports, scope);
  const fixing = input.values["fix"] === true ? await fixSource(source, validateAgain) : undefined;
  const unwritten = fixing === undefined || isDryRun ? [] : writeFixes(isFile ? dirname(path) : path, fixing.files);
  // What the run says, and how it ends, is about the files as they are now.
  const validation = fixing !== undefined && isDryRun ? fixing.before : await validateAgain(source);
  if (isFile && validation.manifests.length === 0) {
    throw new WaybillError("usage", `${input.positionals[0]}: expected a plugin manifest, no family recognizes it`);
  }
  const { errors, warnings, notes } = validation.summary;
  const isFailed = [errors, warnings, notes].slice(0, failing).some((count) => count > 0);
  const { manifests, summary } = validation;
  const notices = [...validation.notices, ...unwritten];
  const context = reportContext(validation, "waybill validate", input.ports.color);
  const told = notices.map((notice) => `notice: ${plainLine(notice)}\n`).join("");
  const exit = isFailed ? 1 : 0;
  if (fixing === undefined) {
    return { exit, json: { manifests, summary, notices }, text: told + textReporter.render(manifests, context) };
  }
  const json = { manifests, summary, notices, isDryRun, fixed: fixing.files.map(describeFixed) };
  const said = sayFixed(fixing.files, isDryRun, input.ports.color);
  return { exit, json, text: isDryRun ? said : told + said + textReporter.render(manifests, context) };
}

function openFolder(path: string, { clock, environment }: CommandPorts): OpenSource {
  if (!statSync(path).isDirectory()) throw new WaybillError("usage", `expected a file or folder at ${path}`);
  return openSource({ kind: "local-directory", path }, { clock, cacheFolder: dirname(path), environment });
}

/** What to look at, and whom to tell. */
export interface ValidationScope {
  includeTestPaths: boolean;
  /** Report files that have a family's name and do not parse; default false. */
  includeUnparseable?: boolean;
  /** Called once, as soon as it is known that there is a manifest. */
  onManifests?: () => Promise<void>;
}

/** Stages 1–4 and the checks over one source; the same verdict behind all three doors. */
export async function validateSource(
  source: OpenSource,
  ports: CommandPorts,
  { includeTestPaths, includeUnparseable = false, onManifests }: ValidationScope,
): Promise<SourceValidation> {
  const run: ReadingRun = {
    asOf: ports.asOf,
    config: { ...defaultConfig(ports.folder), includeTestPaths, includeUnparseable },
    sources: [source],
    acceptsAnyName: true,
    previous: emptyCatalog(GENERATOR, ports.asOf),
    progress: ports.progress,
  };
  const found = await discover(run);
  const normalized = normalize(run, await read(run, found));
  // Half of a checkout is no verdict on it: "nothing found" must not stand for "could not look".
  if (found.unreachable.length > 0 || found.incomplete.length > 0) {
    throw new WaybillError("not-reachable", found.notices.join("; "));
  }
  if (normalized.length > 0) await onManifests?.();
  const subjects = labelSubjects(judge(run, validate(run, normalized)).map(({ subject }) => subject));
  const texts = new Map(subjects.map(({ evidence }) => [evidence.file.path, evidence.document.text]));
  const secrets = new Map(subjects.map(({ evidence }) => [evidence.file.path, secretTextsOf(evidence.document.root)]));
  const manifests = reportFiles(subjects);
  return { manifests, summary: countFindings(manifests), notices: found.notices, texts, secrets };
}

/** One report a file, its plugins' findings together, in the order of the paths. */
export function reportFiles(subjects: readonly Subject[]): FileReport[] {
  const reports = new Map<string, FileReport>();
  for (const { evidence, family, findings } of subjects) {
    const { path } = evidence.file;
    const report = reports.get(path) ?? { path, family: family?.id ?? null, plugins: [], findings: [] };
    const dialect = evidence.plugin?.dialect;
    if (dialect !== undefined) report.dialect = withoutPrivateText(dialect);
    if (evidence.plugin !== undefined) report.plugins.push(withoutPrivateText(evidence.plugin.name));
    report.findings.push(...withoutRepeats(report.findings, findingsWithoutPrivate(findings)));
    reports.set(path, report);
  }
  return [...reports.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Plugins of one file share its document: a fault of the document is told once. */
function withoutRepeats(known: readonly Finding[], findings: readonly Finding[]): Finding[] {
  const told = new Set(known.map((finding) => JSON.stringify(finding)));
  return findings.filter((finding) => !told.has(JSON.stringify(finding)));
}

function countFindings(reports: readonly FileReport[]): Validation["summary"] {
  const findings = reports.flatMap((report) => report.findings);
  const standing = findings.filter(({ muted }) => muted === undefined);
  const count = (level: Level) => standing.filter((finding) => finding.level === level).length;
  return {
    manifests: reports.length,
    plugins: reports.reduce((sum, report) => sum + report.plugins.length, 0),
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
    muted: findings.length - standing.length,
  };
}

/** What the reporters need beside the findings: the lines of the files as they were read. */
export function reportContext(validation: SourceValidation, title: string, color = false): ReportContext {
  const lines = new Map<string, string[]>();
  return {
    title,
    color,
    lineOf(path, line) {
      const text = lines.get(path) ?? validation.texts.get(path)?.split("\n") ?? [];
      lines.set(path, text);
      const shown = text[line - 1];
      // The line at fault is printed in logs that anybody may read.
      return shown && withoutTexts(withoutPrivateText(shown), validation.secrets.get(path) ?? []);
    },
  };
}
