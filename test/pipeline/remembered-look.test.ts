import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultTrustPolicySettings } from "../../src/config/trust-policy.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Referrer } from "../../src/model/image.ts";
import type { SignatureState, SignatureVerdict } from "../../src/model/signature.ts";
import { parseReference } from "../../src/oci/reference.ts";
import { noteLook, recallLook } from "../../src/pipeline/remembered-look.ts";
import { resolve } from "../../src/pipeline/resolve.ts";
import type { Run } from "../../src/pipeline/run.ts";
import { verify } from "../../src/pipeline/verify.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { makeObserved } from "../catalog/build-run.ts";
import { evidence, named, plugin } from "../checks/make-evidence.ts";
import {
  digestOf,
  fakeRegistry,
  makeRepository,
  makeRun,
  memoryCache,
  rememberedCatalog,
  rememberedImage,
  resolvedImage,
  verdict,
} from "./make-run.ts";

const THEN = "2026-02-01T00:00:00.000Z";
const TAG = "ghcr.io/lab/segment:1.0.0";
const repository = makeRepository("lab", "plugins");
const policy = makeTrustPolicy({ ...defaultTrustPolicySettings(), reverifyDays: 7 }, []);
const none: Fact<Referrer[]> = { outcome: "known", value: [], asOf: THEN };

function after(hours: number): string {
  return new Date(Date.parse(THEN) + hours * 3600 * 1000).toISOString();
}

function looked(more: Partial<Parameters<typeof recallLook>[1]> = {}): Parameters<typeof recallLook>[1] {
  const reference = parseReference(TAG);
  assert.ok(!("problem" in reference));
  return { reference, digest: digestOf("a"), repository, ...more };
}

function entryWith(signature: Fact<SignatureVerdict>): Entry {
  const { manifest, ...observed } = makeObserved("x.plugin.json", THEN);
  return {
    schemaVersion: 1,
    ...observed,
    id: "github.com/lab/plugins//x.plugin.json",
    slug: "x",
    repository,
    manifest,
    images: [{ raw: TAG, digest: { outcome: "known", value: digestOf("a"), asOf: THEN }, signature }],
    versions: [],
    status: "listed",
    firstSeen: THEN,
    lastSeen: THEN,
    lastChanged: THEN,
  };
}

/** A run some hours after one that looked and found `found`. */
function runAfter(hours: number, found: SignatureVerdict, referrers = none): Run {
  const cache = memoryCache();
  const signature: Fact<SignatureVerdict> = { outcome: "known", value: { ...found, ...hashes }, asOf: THEN };
  const run = makeRun({ asOf: THEN, cache, policy });
  noteLook(run, looked(), signature, referrers);
  const image = rememberedImage("a", TAG, THEN, { signature, referrers });
  return makeRun({ asOf: after(hours), cache, policy, previous: rememberedCatalog([image], [entryWith(signature)]) });
}

const hashes = { policySha256: policy.sha256, rootSha256: policy.rootSha256 };

const ages: [state: SignatureState, hours: number, isRecalled: boolean][] = [
  ["verified", 0, true],
  ["verified", 7 * 24 - 1, true],
  ["verified", 7 * 24, false],
  ["unsigned", 22, true],
  ["unsigned", 23, false],
  ["untrusted", 24, false],
  ["invalid", 24, false],
  ["verified", -1, false],
];
for (const [state, hours, isRecalled] of ages) {
  test(`${state}, looked at ${hours} hours ago: ${isRecalled ? "stands" : "is looked at again"}`, () => {
    const run = runAfter(hours, verdict("a", state, THEN));
    assert.equal(recallLook(run, looked()) !== undefined, isRecalled);
  });
}

test("a verdict with notes is no plainly good one: a day", () => {
  const run = runAfter(30, { ...verdict("a", "verified", THEN), notes: ["one more could not be read"] });
  assert.equal(recallLook(run, looked()), undefined);
});

test("what could not be asked for, or not be read, is no look", () => {
  const faulty = { digest: digestOf("c"), mediaType: "a/b", artifactType: "a/b", sizeBytes: 1, annotations: {} };
  const referrers: Fact<Referrer[]>[] = [
    { outcome: "not-available", reason: "timeout", asOf: THEN },
    { outcome: "known", value: [{ ...faulty, fault: "timeout" }], asOf: THEN },
  ];
  for (const fact of referrers) {
    assert.equal(recallLook(runAfter(1, verdict("a", "unsigned", THEN), fact), looked()), undefined);
  }
});

test("another name, digest, repository or policy, a push, and a lost cache are reasons to look", () => {
  const run = runAfter(1, verdict("a", "verified", THEN));
  assert.ok(recallLook(run, looked()));
  const reference = parseReference("docker.io/lab/segment:1.0.0");
  assert.ok(!("problem" in reference));
  assert.equal(recallLook(run, looked({ reference })), undefined);
  assert.equal(recallLook(run, looked({ digest: digestOf("b") })), undefined);
  assert.equal(recallLook(run, looked({ repository: makeRepository("other", "plugins") })), undefined);
  const stricter = makeTrustPolicy({ ...defaultTrustPolicySettings(), reverifyDays: 8 }, []);
  assert.equal(recallLook({ ...run, policy: stricter }, looked()), undefined);
  assert.equal(recallLook({ ...run, only: repository }, looked()), undefined);
  assert.equal(recallLook({ ...run, cache: memoryCache() }, looked()), undefined);
});

test("a verdict that the catalog remembers of another name is not taken for this one's", () => {
  const run = runAfter(1, verdict("a", "unsigned", THEN));
  const signature: Fact<SignatureVerdict> = {
    outcome: "known",
    value: { ...verdict("a", "verified", THEN), ...hashes },
    asOf: THEN,
  };
  const image = rememberedImage("a", TAG, THEN, { signature, referrers: none });
  const previous = rememberedCatalog([image], [entryWith(signature)]);
  assert.equal(recallLook({ ...run, previous }, looked()), undefined);
});

test("resolve and verify ask for the digest alone, and the verdict stands as it was", async () => {
  for (const [hours, expected] of [
    [1, [`digest ${TAG}`]],
    [25, undefined],
  ] as const) {
    const registry = fakeRegistry({ [TAG]: resolvedImage("a") });
    const run: Run = { ...runAfter(hours, verdict("a", "unsigned", THEN)), registryOf: () => registry };
    run.cache.set("resolved-image", digestOf("a"), JSON.stringify(resolvedImage("a")));
    const one = evidence({ plugin: plugin({ images: [named(TAG)], from: {} }), repository });
    const subject = { evidence: one, family: undefined, config: {}, concepts: [], findings: [] };
    const [verified] = await verify(run, await resolve(run, [subject]));
    const image = verified?.evidence.images[0]?.image;
    assert.equal(image?.outcome === "known" && image.value.signature.outcome, "known");
    if (expected === undefined) assert.ok(registry.asked.includes(`referrers ${TAG}`));
    else assert.deepEqual(registry.asked, expected);
  }
});
