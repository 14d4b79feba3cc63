import { posix } from "node:path";
import type { CheckAnswer, Evidence, Neighbors } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Plugin } from "../model/plugin.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Do the manifests of one tool say the same? */
export const siblingDrift: CheckRow = {
  id: "sibling-drift",
  title: "Manifests of one tool in one folder name the same image and version",
  why: "Which software runs then depends on which platform reads which of the files.",
  remedy: "Bring the manifests in line; best let the release write all of them.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

/** Families whose manifests stand side by side for one tool; each is compared with the first before it that is there. */
const ORDER = ["own", "wipp", "ict", "cwl"];

interface Manifest {
  path: string;
  plugin: Plugin;
}

function evaluate(evidence: Evidence, { siblings }: Neighbors): CheckAnswer {
  const { plugin, file, versionFile } = evidence;
  if (plugin === undefined || plugin.kind !== "tool" || findPlaceholder(file.path) !== undefined) return NOT_APPLICABLE;
  const folder = posix.dirname(file.path);
  const beside = siblings.filter(({ path }) => posix.dirname(path) === folder);
  const findings: Finding[] = [];
  const lead = leadOf({ path: file.path, plugin }, beside);
  if (lead !== undefined) findings.push(...imageDrift(evidence, plugin, lead), ...versionDrift(evidence, plugin, lead));
  const isLead = lead === undefined && ORDER.includes(plugin.family) && isFirst(file.path, plugin, beside);
  const stated = isLead ? versionFile : undefined;
  if (stated !== undefined && plugin.version !== undefined && differ(plugin.version.raw, stated.text)) {
    const [expected, got] = [showValue(stated.text), showValue(plugin.version.raw)];
    const message = `the version is ${got} here, ${expected} in ${posix.basename(stated.path)}`;
    findings.push(makeFinding(siblingDrift, { message, at: placeOf(evidence, "/version"), expected, got }));
  }
  return lead === undefined && stated === undefined ? NOT_APPLICABLE : answer(findings);
}

/** The manifest that this one is measured by. Several of one family in one folder are tools of their own. */
function leadOf(self: Manifest, beside: readonly Manifest[]): Manifest | undefined {
  const rank = ORDER.indexOf(self.plugin.family);
  if (rank <= 0 || !isFirst(self.path, self.plugin, beside)) return undefined;
  for (const family of ORDER.slice(0, rank)) {
    const others = beside.filter(({ plugin }) => plugin.family === family);
    const first = firstOf(others);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The first by name: `plugin.json` goes before `plugin_csv_to_csv.json`. */
function firstOf(manifests: readonly Manifest[]): Manifest | undefined {
  return manifests.toSorted((a, b) => (a.path < b.path ? -1 : 1))[0];
}

function isFirst(path: string, { family }: Plugin, beside: readonly Manifest[]): boolean {
  return beside.every((other) => other.plugin.family !== family || path <= other.path);
}

function imageDrift(evidence: Evidence, plugin: Plugin, lead: Manifest): Finding[] {
  const index = plugin.images.findIndex(({ role }) => role === "run");
  const [here, there] = [plugin.images[index]?.raw, lead.plugin.images.find(({ role }) => role === "run")?.raw];
  if (here === undefined || there === undefined || !differ(here, there)) return [];
  return [drift(evidence, "image", `/images/${index}`, { here, there, lead })];
}

function versionDrift(evidence: Evidence, plugin: Plugin, lead: Manifest): Finding[] {
  const [here, there] = [plugin.version?.raw, lead.plugin.version?.raw];
  if (here === undefined || there === undefined || !differ(here, there)) return [];
  return [drift(evidence, "version", "/version", { here, there, lead })];
}

function drift(
  evidence: Evidence,
  what: string,
  pointer: string,
  { here, there, lead }: { here: string; there: string; lead: Manifest },
): Finding {
  const [expected, got] = [showValue(there), showValue(here)];
  const message = `the ${what} is ${got} here, ${expected} in ${posix.basename(lead.path)}`;
  return makeFinding(siblingDrift, { message, at: placeOf(evidence, pointer), expected, got });
}

function differ(a: string, b: string): boolean {
  return a.trim() !== b.trim();
}
