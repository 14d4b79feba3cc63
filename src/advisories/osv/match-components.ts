import type { Component, Vulnerability } from "../../model/scan.ts";
import { compareVersions } from "../versions/compare-versions.ts";
import { type AdvisoryIndex, type Candidate, type Query, queryFor } from "./advisory-index.ts";
import { type AliasGroup, groupByAlias } from "./group-by-alias.ts";
import { fixedVersions, type Judgment, judgeVersion } from "./judge-version.ts";
import type { OsvRecord } from "./osv-record.ts";
import { type Rated, rateSeverity } from "./rate-severity.ts";

/** A vulnerability without the component it was found in. */
type Hole = Omit<Vulnerability, "purl" | "component" | "version">;

interface Match extends Rated {
  aliases: readonly string[];
  upstream: readonly string[];
  record: OsvRecord;
  affected: Candidate["affected"][];
  judgment: Judgment;
}

/** Components × advisories → vulnerabilities, grouped by alias and sorted. What a distribution owns is asked for there. */
export function matchComponents(
  components: readonly Component[],
  index: AdvisoryIndex,
  exploited: ReadonlySet<string>,
): Vulnerability[] {
  const holes = new Map<string, Hole[]>();
  const vulnerabilities: Vulnerability[] = [];
  for (const component of components) {
    if (component.ownedBy !== undefined) continue;
    const query = queryFor(component);
    const key = JSON.stringify([query.ecosystem, query.name, query.version]);
    const found = holes.get(key) ?? findHoles(query, index, exploited);
    holes.set(key, found);
    for (const hole of found) {
      vulnerabilities.push({ ...hole, purl: component.purl, component: component.name, version: component.version });
    }
  }
  return vulnerabilities.sort(
    (a, b) => compareText(a.component, b.component) || compareText(a.purl, b.purl) || compareText(a.id, b.id),
  );
}

function findHoles(query: Query, index: AdvisoryIndex, exploited: ReadonlySet<string>): Hole[] {
  const matches = findMatches(query, index);
  return groupByAlias(matches).map((group) => toHole(group, query, exploited));
}

/** A record may name a package more than once, each time with other ranges: it is judged by all of them. */
function findMatches(query: Query, index: AdvisoryIndex): Match[] {
  const matches = new Map<string, Match>();
  for (const { record, affected } of index.candidates(query)) {
    const judgment = judgeVersion(affected, query.version);
    const known = matches.get(record.id);
    if (known !== undefined) {
      known.affected.push(affected);
      known.judgment = graver(known.judgment, judgment);
      continue;
    }
    const label = affected.label ?? record.label;
    const { id, aliases, upstream, scores } = record;
    const rated = { id, aliases, upstream, scores, ...(label ? { label } : {}) };
    matches.set(id, { ...rated, record, affected: [affected], judgment });
  }
  return [...matches.values()].filter(({ judgment }) => judgment !== "not-affected");
}

function graver(a: Judgment, b: Judgment): Judgment {
  if (a === "affected" || b === "affected") return "affected";
  return a === "unknown" ? a : b;
}

function toHole({ canonical, ids, records }: AliasGroup<Match>, query: Query, exploited: ReadonlySet<string>): Hole {
  const fixed = chooseFixed(records, query);
  const summary = records.map(({ record }) => record.summary).find((text) => text !== undefined);
  return {
    id: canonical,
    ids,
    ...(fixed === undefined ? {} : { fixed }),
    ...rateSeverity(records),
    ...(summary === undefined ? {} : { summary }),
    ...(ids.some((id) => exploited.has(id)) ? { knownExploited: true } : {}),
    status: records.some(({ judgment }) => judgment === "affected") ? "affected" : "unknown",
  };
}

/** The lowest named fix above the version that every record of the group accepts. */
function chooseFixed(records: readonly Match[], { ecosystem, version }: Query): string | undefined {
  const affected = records.flatMap((match) => match.affected);
  const candidates = [...new Set(affected.flatMap(fixedVersions))]
    .filter((fixed) => (compareVersions(ecosystem, fixed, version) ?? 0) > 0)
    .sort((a, b) => compareVersions(ecosystem, a, b) ?? 0);
  return candidates.find((fixed) => affected.every((item) => judgeVersion(item, fixed) === "not-affected"));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
