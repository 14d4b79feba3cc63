import st4sd from "../../schemas/tiers/st4sd.json" with { type: "json" };
import type { Criterion, Tier } from "../model/entry.ts";
import type { CheckAnswer } from "../model/evidence.ts";
import { WaybillError } from "../model/waybill-error.ts";

/** Tiers as data: from the lowest to the highest, each asks for its criteria and those of the ones below. */
export interface TierProfile {
  schemaVersion: number;
  profile: string;
  title: string;
  tiers: { name: string; criteria: { id: string; title: string; checks: string[] }[] }[];
}

/** Answers of the checks by check id. */
export type CheckAnswers = ReadonlyMap<string, CheckAnswer["outcome"]>;

const profiles: readonly TierProfile[] = [st4sd];

/** The profile of that name. Throws `config-invalid`. */
export function findTierProfile(name: string): TierProfile {
  const profile = profiles.find((one) => one.profile === name);
  if (profile === undefined) {
    const known = profiles.map((one) => one.profile).join(", ");
    throw new WaybillError("config-invalid", `tiers: expected one of ${known}, got ${JSON.stringify(name)}`);
  }
  return profile;
}

/** The highest tier whose criteria, and those below it, are all met; what could not be asked never counts as met. */
export function gradeTier(profile: TierProfile, answers: CheckAnswers): Tier {
  const criteria = profile.tiers.flatMap((tier) =>
    tier.criteria.map((criterion) => judgeCriterion(tier.name, criterion, answers)),
  );
  let name = "none";
  for (const tier of profile.tiers) {
    if (criteria.some((one) => one.tier === tier.name && one.outcome !== "met")) break;
    name = tier.name;
  }
  return { name, profile: profile.profile, criteria };
}

/** Whether the next tier was not reached only because something could not be asked. */
export function isUndecided({ criteria }: Tier): boolean {
  const next = criteria.find(({ outcome }) => outcome !== "met")?.tier;
  const open = criteria.filter(({ tier, outcome }) => tier === next && outcome !== "met");
  return open.length > 0 && open.every(({ outcome }) => outcome === "not-available");
}

function judgeCriterion(
  tier: string,
  criterion: { id: string; title: string; checks: string[] },
  answers: CheckAnswers,
): Criterion {
  const outcomes = criterion.checks.map((check) => ({ check, outcome: answers.get(check) }));
  const failed = outcomes.filter(({ outcome }) => outcome === "fail");
  if (failed.length > 0) {
    const names = failed.map(({ check }) => check).join(", ");
    const remedy = `mend what ${names} says`;
    return { id: criterion.id, tier, outcome: "missing", because: `${criterion.title}: no (${names})`, remedy };
  }
  const open = outcomes.filter(({ outcome }) => outcome !== "pass");
  if (open.length > 0) {
    const isBuilt = open.every(({ outcome }) => outcome !== undefined);
    const because = `${criterion.title}: not known (${open.map(({ check }) => check).join(", ")})`;
    return { id: criterion.id, tier, outcome: isBuilt ? "not-available" : "not-supported", because };
  }
  return {
    id: criterion.id,
    tier,
    outcome: "met",
    because: `${criterion.title}: yes (${criterion.checks.join(", ")})`,
  };
}
