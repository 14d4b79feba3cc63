import assert from "node:assert/strict";
import { test } from "node:test";
import { checks } from "../../src/checks/index.ts";
import type { CheckAnswer } from "../../src/model/evidence.ts";
import { findTierProfile, gradeTier, isUndecided } from "../../src/pipeline/tier.ts";

const profile = findTierProfile("st4sd");
const named = profile.tiers.flatMap(({ name, criteria }) =>
  criteria.flatMap((criterion) => criterion.checks.map((check) => ({ tier: name, check, criterion: criterion.id }))),
);

/** All checks pass, but for these. */
function answers(changed: Record<string, CheckAnswer["outcome"] | undefined>) {
  const all = Object.fromEntries(named.map(({ check }) => [check, "pass" as CheckAnswer["outcome"] | undefined]));
  const entries = Object.entries({ ...all, ...changed });
  return new Map(entries.flatMap(([check, outcome]) => (outcome === undefined ? [] : [[check, outcome] as const])));
}

test("every check that a criterion names is a row of the table", () => {
  const ids = new Set<string>(checks.map(({ id }) => id));
  assert.deepEqual(
    named.filter(({ check }) => !ids.has(check)),
    [],
  );
});

test("all met is gold", () => {
  const tier = gradeTier(profile, answers({}));
  assert.equal(tier.name, "gold");
  assert.ok(tier.criteria.every(({ outcome }) => outcome === "met"));
  assert.ok(!isUndecided(tier));
});

for (const { tier, check, criterion } of named) {
  const below = tier === "contrib" ? "none" : "contrib";
  const rows: [outcome: CheckAnswer["outcome"] | undefined, said: string][] = [
    ["fail", "missing"],
    ["not-available", "not-available"],
    ["not-applicable", "not-available"],
    [undefined, "not-supported"],
  ];
  for (const [outcome, said] of rows) {
    test(`${check} ${outcome ?? "not asked"}: ${below}, ${criterion} is ${said}`, () => {
      const got = gradeTier(profile, answers({ [check]: outcome }));
      assert.equal(got.name, below);
      const one = got.criteria.find(({ id }) => id === criterion);
      assert.equal(one?.outcome, said);
      assert.match(one?.because ?? "", new RegExp(check));
      assert.equal(one?.remedy !== undefined, said === "missing");
    });
  }
}

test("gold is not reached over a missing contrib", () => {
  const tier = gradeTier(profile, answers({ "runs-as-non-root": "fail" }));
  assert.equal(tier.name, "none");
  assert.ok(tier.criteria.filter((one) => one.tier === "gold").every(({ outcome }) => outcome === "met"));
});

const undecided: [what: string, changed: Record<string, CheckAnswer["outcome"] | undefined>, answer: boolean][] = [
  ["the image could not be asked", { "runs-as-non-root": "not-available" }, true],
  ["something fails beside it", { "runs-as-non-root": "not-available", "image-has-tag": "fail" }, false],
  ["something of a higher tier fails", { "runs-as-non-root": "not-available", "has-license": "fail" }, true],
  ["something is not built", { "runs-as-non-root": "not-available", "image-has-tag": undefined }, false],
  ["a signature could not be asked", { "image-signed": "not-available" }, true],
  ["a license is missing beside it", { "image-signed": "not-available", "has-license": "fail" }, false],
];

for (const [what, changed, answer] of undecided) {
  test(`the tier is ${answer ? "undecided" : "decided"} where ${what}`, () => {
    assert.equal(isUndecided(gradeTier(profile, answers(changed))), answer);
  });
}

test("an unknown profile is a fault of the settings, with those that are known", () => {
  assert.throws(() => findTierProfile("st4d"), {
    code: "config-invalid",
    message: /expected one of st4sd, got "st4d"/,
  });
});
