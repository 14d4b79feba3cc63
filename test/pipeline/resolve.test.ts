import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "../../src/model/evidence.ts";
import { parseReference } from "../../src/oci/reference.ts";
import { resolve } from "../../src/pipeline/resolve.ts";
import type { Run } from "../../src/pipeline/run.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { evidence, named, plugin } from "../checks/make-evidence.ts";
import {
  AS_OF,
  digestOf,
  fakeRegistry,
  makeRun,
  memoryCache,
  rememberedCatalog,
  rememberedImage,
  resolvedImage,
} from "./make-run.ts";

const NAME = "ghcr.io/lab/segment:1.0.0";

function subject(raws: string[] = [NAME], more: Partial<Evidence> = {}): Subject {
  const images = raws.map((raw) => named(raw));
  return {
    evidence: evidence({ plugin: plugin({ images, from: {} }), ...more }),
    family: undefined,
    config: {},
    concepts: [],
    findings: [],
  };
}

async function imagesOf(run: Run, raws?: string[]) {
  const [one] = await resolve(run, [subject(raws)]);
  return one?.evidence.images ?? [];
}

test("a reference is asked once for all plugins that name it", async () => {
  const registry = fakeRegistry({ [NAME]: resolvedImage("a") });
  const run = makeRun({ registryOf: () => registry });
  const subjects = await resolve(run, [subject(), subject(), subject([NAME, "docker.io/library/absent:1"])]);
  assert.deepEqual(registry.asked.filter((line) => line.endsWith(NAME)).length, 3, registry.asked.join());
  for (const { evidence: one } of subjects) {
    assert.equal(one.isResolved, true);
    assert.equal(one.images[0]?.image.outcome, "known");
  }
});

test("the answers do not depend on the order in which the registry gives them", async () => {
  const names = Array.from({ length: 20 }, (_, at) => `ghcr.io/lab/p${at}:1`);
  const registry = fakeRegistry(
    Object.fromEntries(names.map((name, at) => [name, resolvedImage((at % 10).toString())])),
  );
  const late: typeof registry = {
    ...registry,
    async digestOf(reference) {
      await new Promise((done) => setTimeout(done, (reference.repository.length * 5) % 7));
      return registry.digestOf(reference);
    },
  };
  const [one] = await resolve(makeRun({ registryOf: () => late }), [subject(names)]);
  assert.deepEqual(
    one?.evidence.images.map(({ named: { raw }, digest }) => [raw, digest.outcome === "known" && digest.value]),
    names.map((name, at) => [name, digestOf((at % 10).toString())]),
  );
});

test("what is behind a digest is asked once in the life of a cache", async () => {
  const cache = memoryCache();
  for (const expected of [1, 0]) {
    const registry = fakeRegistry({ [NAME]: resolvedImage("a") });
    const [image] = await imagesOf(makeRun({ registryOf: () => registry, cache }));
    assert.equal(image?.image.outcome, "known");
    assert.equal(registry.asked.filter((line) => line.startsWith("resolve")).length, expected);
    assert.equal(registry.asked.filter((line) => line.startsWith("digest")).length, 1, "a tag may have moved");
  }
});

test("a reference that is none is not asked", async () => {
  const registry = fakeRegistry({});
  const [image] = await imagesOf(makeRun({ registryOf: () => registry }), ["not a reference"]);
  assert.deepEqual([image?.digest.outcome, image?.image.outcome], ["not-applicable", "not-applicable"]);
  assert.deepEqual(registry.asked, []);
});

const remembered = rememberedImage("a", NAME, "2026-02-01T00:00:00.000Z");

for (const reason of ["timeout", "registry-5xx", "auth", "rate-limited", "not-found"]) {
  test(`a registry that answers ${reason}: the last known good stands with its date`, async () => {
    const registry = fakeRegistry({ [NAME]: { reason } });
    const run = makeRun({ registryOf: () => registry, previous: rememberedCatalog([remembered]) });
    const [image] = await imagesOf(run);
    assert.deepEqual(image?.image, {
      outcome: "not-available",
      reason,
      asOf: AS_OF,
      last: { value: remembered, asOf: "2026-02-01T00:00:00.000Z" },
    });
    assert.deepEqual(image?.digest, {
      outcome: "not-available",
      reason,
      asOf: AS_OF,
      last: { value: digestOf("a"), asOf: "2026-02-01T00:00:00.000Z" },
    });
  });
}

test("a digest is not learned before what is behind it: the image before it stands", async () => {
  const good = fakeRegistry({ [NAME]: resolvedImage("b") });
  const unread = { outcome: "not-available", reason: "digest-mismatch", asOf: AS_OF } as const;
  const registry = { ...good, resolve: async () => unread };
  const rows = [
    [[remembered], { ...unread, last: { value: digestOf("a"), asOf: "2026-02-01T00:00:00.000Z" } }],
    [[], unread],
    [[rememberedImage("b", NAME, AS_OF)], { outcome: "known", value: digestOf("b"), asOf: AS_OF }],
  ] as const;
  for (const [images, expected] of rows) {
    const run = makeRun({ registryOf: () => registry, previous: rememberedCatalog([...images]) });
    const [image] = await imagesOf(run);
    assert.deepEqual(image?.digest, expected);
    assert.equal(image?.image.outcome, "not-available");
  }
});

test("where nothing was known before there is no last known good", async () => {
  const registry = fakeRegistry({ [NAME]: { reason: "timeout" } });
  const other = rememberedImage("b", "ghcr.io/lab/other:1", "2026-02-01T00:00:00.000Z");
  const [image] = await imagesOf(makeRun({ registryOf: () => registry, previous: rememberedCatalog([other]) }));
  assert.deepEqual(image?.image, { outcome: "not-available", reason: "timeout", asOf: AS_OF });
});

test("the image that a tag left is not its last known good", async () => {
  const left = rememberedImage("b", NAME, "2026-01-01T00:00:00.000Z", {
    tagHistory: [
      { reference: NAME, digest: digestOf("b"), from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" },
    ],
  });
  const registry = fakeRegistry({ [NAME]: { reason: "timeout" } });
  const [image] = await imagesOf(
    makeRun({ registryOf: () => registry, previous: rememberedCatalog([left, remembered]) }),
  );
  assert.equal(
    image?.image.outcome === "not-available" && image.image.last?.value.digest,
    digestOf("a"),
    "the one it points at",
  );
});

test("a base image that annotations or labels state is a claim with its place", async () => {
  const base = { "org.opencontainers.image.base.name": "docker.io/library/debian:12" };
  const annotated = { ...resolvedImage("a"), annotations: base };
  const rows = [
    [annotated, "annotation"],
    [resolvedImage("b", base), "label"],
  ] as const;
  for (const [image, because] of rows) {
    const registry = fakeRegistry({ [NAME]: image });
    const [one] = await imagesOf(makeRun({ registryOf: () => registry }));
    assert.ok(one?.image.outcome === "known");
    assert.deepEqual(one.image.value.base, {
      outcome: "known",
      value: { because, name: "docker.io/library/debian:12" },
      asOf: AS_OF,
    });
  }
});

test("a base digest that is none is no digest", async () => {
  const labels = { "org.opencontainers.image.base.digest": "sha256:xyz" };
  const registry = fakeRegistry({ [NAME]: resolvedImage("a", labels) });
  const [one] = await imagesOf(makeRun({ registryOf: () => registry }));
  assert.equal(one?.image.outcome === "known" && one.image.value.base.outcome, "not-supported");
});

test("tag and digest together are asked by the digest", async () => {
  const raw = `${NAME}@${digestOf("a")}`;
  const reference = parseReference(raw);
  assert.ok(!("problem" in reference));
  const registry = fakeRegistry({ [raw]: resolvedImage("a") });
  const [one] = await imagesOf(makeRun({ registryOf: () => registry }), [raw]);
  assert.equal(one?.digest.outcome === "known" && one.digest.value, digestOf("a"));
});
