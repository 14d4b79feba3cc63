import { type Comparison, compareVersions } from "../versions/compare-versions.ts";
import { compareSemver } from "../versions/semver.ts";
import type { AffectedPackage, RangeEvent, VersionRange } from "./osv-record.ts";

/** Whether a version is affected; what cannot be compared is unknown, never "not affected". */
export type Judgment = "affected" | "not-affected" | "unknown";

/** Holds one version against one affected package of a record. https://ossf.github.io/osv-schema/#evaluation */
export function judgeVersion(affected: AffectedPackage, version: string): Judgment {
  if (affected.versions.has(version)) return "affected";
  const judgments = affected.ranges.map((range) => judgeRange(range, affected.ecosystem, version));
  if (judgments.includes("affected")) return "affected";
  const listed = judgeList(affected, version);
  if (listed === "affected") return "affected";
  if (judgments.includes("unknown") || listed === "unknown") return "unknown";
  // Neither ranges nor versions: only commits are named, and an image names none.
  return judgments.length === 0 && affected.versions.size === 0 ? "unknown" : "not-affected";
}

/** Every version that a record names as fixed. */
export function fixedVersions(affected: AffectedPackage): string[] {
  const events = affected.ranges.flatMap((range) => range.events);
  return events.filter(({ kind }) => kind === "fixed").map(({ version }) => version);
}

function judgeList({ ecosystem, versions }: AffectedPackage, version: string): Judgment {
  if (versions.size === 0) return "not-affected";
  // `1.0` and `1.0.0` are one version in some ecosystems.
  if (compareVersions(ecosystem, version, version) === undefined) return "unknown";
  for (const listed of versions) if (compareVersions(ecosystem, version, listed) === 0) return "affected";
  return "not-affected";
}

function judgeRange(range: VersionRange, ecosystem: string, version: string): Judgment {
  const compare: Comparison = range.type === "SEMVER" ? compareSemver : (a, b) => compareVersions(ecosystem, a, b);
  const events = sortEvents(range.events, compare);
  if (events === undefined || compare(version, version) === undefined) return "unknown";
  let isAffected = false;
  let limits = 0;
  let isWithinLimit = false;
  for (const { kind, version: bound } of events) {
    const order = isBeginning(kind, bound) ? 1 : compare(version, bound);
    if (order === undefined) return "unknown";
    if (kind === "introduced" && order >= 0) isAffected = true;
    if (kind === "fixed" && order >= 0) isAffected = false;
    if (kind === "last_affected" && order > 0) isAffected = false;
    if (kind === "limit") limits += 1;
    if (kind === "limit" && (bound === "*" || order < 0)) isWithinLimit = true;
  }
  return isAffected && (limits === 0 || isWithinLimit) ? "affected" : "not-affected";
}

function sortEvents(events: readonly RangeEvent[], compare: Comparison): RangeEvent[] | undefined {
  const comparable = events.every(
    ({ kind, version }) => isBeginning(kind, version) || compare(version, version) !== undefined,
  );
  if (!comparable) return undefined;
  const first = events.filter(({ kind, version }) => isBeginning(kind, version));
  const rest = events.filter(({ kind, version }) => !isBeginning(kind, version));
  return [...first, ...rest.sort((a, b) => compare(a.version, b.version) ?? 0)];
}

/** `introduced: "0"` stands before every version; `limit: "*"` is not a version either. */
function isBeginning(kind: RangeEvent["kind"], version: string): boolean {
  return (kind === "introduced" && version === "0") || (kind === "limit" && version === "*");
}
