import assert from "node:assert/strict";
import { test } from "node:test";
import type { RegistryFacts } from "../../src/model/image.ts";
import { askFacts } from "../../src/pipeline/ask-facts.ts";
import type { OpenRegistry } from "../../src/registries/registry.ts";
import { AS_OF, digestOf, fakeRegistry, makeRun, rememberedCatalog, rememberedImage } from "./make-run.ts";

const TEXT = "quay.io/lab/x:1";
const REFERENCE = { host: "quay.io", repository: "lab/x", tag: "1" };
const SAID: RegistryFacts = { registry: "quay", asOf: AS_OF, pulls: 3 };

function counting(answer: "known" | "down"): { registry: OpenRegistry; asked: () => number } {
  let asked = 0;
  const registry: OpenRegistry = {
    ...fakeRegistry({}),
    async facts() {
      asked += 1;
      if (answer === "known") return { outcome: "known", value: SAID, asOf: AS_OF };
      return { outcome: "not-available", reason: "rate-limited", asOf: AS_OF };
    },
  };
  return { registry, asked: () => asked };
}

const rows: [what: string, before: string | undefined, answer: "known" | "down", asked: number, expected: unknown][] = [
  ["first look", undefined, "known", 1, { registryFacts: { [TEXT]: SAID } }],
  ["said yesterday", "2026-02-28T00:00:00.000Z", "known", 0, {}],
  ["said a week ago", "2026-02-22T00:00:00.000Z", "known", 1, { registryFacts: { [TEXT]: SAID } }],
  ["cannot be asked", undefined, "down", 1, {}],
];

for (const [what, before, answer, asked, expected] of rows) {
  test(`${what}: asked ${asked} times`, async () => {
    const { registry, asked: count } = counting(answer);
    const facts = before === undefined ? {} : { registryFacts: { [TEXT]: { ...SAID, asOf: before } } };
    const previous = rememberedCatalog([rememberedImage("a", TEXT, "2026-02-01T00:00:00.000Z", facts)]);
    const run = makeRun({ registryOf: () => registry, previous });
    assert.deepEqual(await askFacts(run, TEXT, REFERENCE, digestOf("a")), expected);
    assert.equal(count(), asked);
  });
}

test("a registry that adds nothing is asked nothing", async () => {
  const run = makeRun({ registryOf: () => fakeRegistry({}) });
  assert.deepEqual(await askFacts(run, TEXT, REFERENCE, digestOf("a")), {});
});
