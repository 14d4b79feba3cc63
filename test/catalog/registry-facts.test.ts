import assert from "node:assert/strict";
import { test } from "node:test";
import { isSafeRepository } from "../../src/catalog/entry-id.ts";
import { imageWithoutPrivate } from "../../src/catalog/privacy.ts";
import { joinImages, updateImages } from "../../src/catalog/update-images.ts";
import type { Image, RegistryFacts } from "../../src/model/image.ts";
import { rememberedImage } from "../pipeline/make-run.ts";

const DAYS = ["2026-03-01T00:00:00.000Z", "2026-03-09T00:00:00.000Z"] as const;

function imageWith(said: Record<string, Partial<RegistryFacts>>): Image {
  const facts = Object.entries(said).map(([reference, one]) => [
    reference,
    { registry: "harbor", asOf: DAYS[0], ...one },
  ]);
  return rememberedImage("a", "h.example/x:1", DAYS[0], { registryFacts: Object.fromEntries(facts) });
}

test("what one registry said stays when a later run asks another, or none", () => {
  const before = imageWith({ "h.example/x:1": { pulls: 1 } });
  const other = imageWith({ "quay.io/x:1": { registry: "quay", sizeBytes: 5 } });
  const { registryFacts: _none, ...silent } = before;
  for (const [seen, expected] of [
    [other, ["h.example/x:1", "quay.io/x:1"]],
    [silent, ["h.example/x:1"]],
  ] as const) {
    const [image] = updateImages([before], [seen], { asOf: DAYS[1], moved: [] });
    assert.deepEqual(Object.keys(image?.registryFacts ?? {}), expected);
  }
});

test("of two answers the later stands, whatever the order", () => {
  const old = imageWith({ "h.example/x:1": { pulls: 1 } });
  const now = imageWith({ "h.example/x:1": { pulls: 9, asOf: DAYS[1] } });
  for (const joined of [joinImages(old, now), joinImages(now, old)]) {
    assert.equal(joined.registryFacts?.["h.example/x:1"]?.pulls, 9);
  }
  const twin = imageWith({ "h.example/x:1": { pulls: 2 } });
  assert.deepEqual(joinImages(old, twin).registryFacts, joinImages(twin, old).registryFacts);
  const { registryFacts: _none, ...plain } = old;
  assert.ok(!("registryFacts" in joinImages(plain, plain)));
});

test("an address in a label of a registry is withheld, the reference stays", () => {
  const { registryFacts } = imageWithoutPrivate(imageWith({ "h.example/x:1": { labels: ["ask jane@lab.example"] } }));
  assert.deepEqual(registryFacts?.["h.example/x:1"]?.labels, ["ask [address withheld]"]);
});

const places: [owner: string, isSafe: boolean][] = [
  ["", true],
  ["skaha", true],
  ["skaha/group/sub", true],
  ["skaha//sub", false],
  ["skaha/../etc", false],
  ["/skaha", false],
  ["skaha/", false],
];

for (const [owner, isSafe] of places) {
  test(`a registry's repository below "${owner}" is ${isSafe ? "safe" : "unsafe"} as a file`, () => {
    assert.equal(isSafeRepository({ host: "images.example.org", owner, name: "x" }), isSafe);
  });
}
