import { repositoryIdentity } from "../catalog/entry-id.ts";
import { checks } from "../checks/index.ts";
import { runChecks, sortFindings } from "../checks/run-checks.ts";
import { secretTextsOf, withoutTexts } from "../families/secret-texts.ts";
import type { Tier } from "../model/entry.ts";
import type { CheckAnswer, Neighbors } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { catalogNamesOf } from "./catalog-names.ts";
import { muteFindings } from "./mute.ts";
import type { ReadingRun } from "./run.ts";
import type { Subject } from "./subject.ts";
import { findTierProfile, gradeTier } from "./tier.ts";

/** A plugin with everything judged. */
export interface GradedSubject extends Subject {
  tier: Tier;
}

/** Stage 9: all checks over all facts, once, then the tier that their answers give. */
export function grade(run: ReadingRun, subjects: readonly Subject[]): GradedSubject[] {
  const profile = findTierProfile(run.config.tiers);
  return judge(run, subjects).map(({ subject, answers }, index) => {
    run.progress("grade", index + 1, subjects.length, subject.evidence.file.path);
    return { ...subject, tier: gradeTier(profile, answers) };
  });
}

/** Runs the checks whose facts are there over each plugin, with its siblings beside it. */
export function judge(
  run: ReadingRun,
  subjects: readonly Subject[],
): { subject: Subject; answers: Map<string, CheckAnswer["outcome"]> }[] {
  const siblings = groupByRepository(subjects);
  const catalogNames = catalogNamesOf(run.previous);
  return subjects.map((subject) => {
    const { evidence } = subject;
    const { all, names } = siblings.get(repositoryIdentity(evidence.repository)) ?? { all: [], names: [] };
    const beside = all.filter(({ path }) => path !== evidence.file.path);
    const neighbors = { siblings: beside, siblingNames: names, catalogNames };
    const results = runChecks(evidence, neighbors, checks);
    const findings = muteFindings(
      results.flatMap((result) => result.findings),
      subject.config.mute ?? [],
      run.asOf,
    );
    const answers = new Map(results.map(({ check, outcome }) => [check, outcome]));
    const shown = hideSecrets(findings, secretTextsOf(evidence.document.root));
    return { subject: { ...subject, findings: sortFindings(shown) }, answers };
  });
}

/** A fault elsewhere may quote a value that is a secret; an edit that holds one is left out, never changed. */
function hideSecrets(findings: readonly Finding[], secrets: readonly string[]): Finding[] {
  if (secrets.length === 0) return [...findings];
  return findings.map(({ fix, ...finding }) => {
    const isSafe = fix !== undefined && !fix.some(({ text }) => withoutTexts(text, secrets) !== text);
    return { ...withoutTexts(finding, secrets), ...(isSafe ? { fix } : {}) };
  });
}

/** The plugins of each repository, and their names as one list. */
function groupByRepository(
  subjects: readonly Subject[],
): Map<string, { all: Neighbors["siblings"]; names: readonly string[] }> {
  const groups = new Map<string, { all: Neighbors["siblings"]; names: string[] }>();
  for (const { evidence } of subjects) {
    if (evidence.plugin === undefined) continue;
    const key = repositoryIdentity(evidence.repository);
    const group = groups.get(key) ?? { all: [], names: [] };
    group.all.push({ path: evidence.file.path, plugin: evidence.plugin });
    group.names.push(evidence.plugin.name);
    groups.set(key, group);
  }
  return groups;
}
