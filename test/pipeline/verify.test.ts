import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultTrustPolicySettings } from "../../src/config/trust-policy.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Evidence, ImageEvidence } from "../../src/model/evidence.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Image, Referrer } from "../../src/model/image.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { formatReference } from "../../src/oci/reference.ts";
import type { Run } from "../../src/pipeline/run.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { verify } from "../../src/pipeline/verify.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { makeObserved } from "../catalog/build-run.ts";
import { evidence, named } from "../checks/make-evidence.ts";
import { startSigstore } from "../parts/sigstore.ts";
import { makeTargetWithBundles } from "../signatures/fake-registry.ts";
import {
  AS_OF,
  digestOf,
  fakeRegistry,
  makeRepository,
  makeRun,
  rememberedCatalog,
  rememberedImage,
  verdict,
} from "./make-run.ts";

const TAG = "ghcr.io/lab/segment:1.0.0";

function evidenceOf(raw: string, hex: string, referrers: Fact<Referrer[]>): ImageEvidence {
  const one = named(raw);
  assert.ok(one.reference);
  const value: Image = { ...rememberedImage(hex, raw, AS_OF), referrers };
  const digest = { outcome: "known", value: value.digest, asOf: AS_OF } as const;
  return { named: one, reference: one.reference, digest, image: { outcome: "known", value, asOf: AS_OF } };
}

function subject(repository: SourceRepository, images: ImageEvidence[], more: Partial<Evidence> = {}): Subject {
  const one = evidence({ repository, images, isResolved: true, ...more });
  return { evidence: one, family: undefined, config: {}, concepts: [], findings: [] };
}

const none: Fact<Referrer[]> = { outcome: "known", value: [], asOf: AS_OF };

async function verdicts(run: Run, subjects: Subject[]): Promise<string[]> {
  const verified = await verify(run, subjects);
  return verified.map(({ evidence: { images } }) => {
    const [one] = images;
    const signature = one?.image.outcome === "known" ? one.image.value.signature : undefined;
    if (signature?.outcome === "known") return signature.value.state;
    return `${signature?.outcome} ${signature?.outcome === "not-available" ? signature.reason : ""}`;
  });
}

test("an image without signatures is unsigned for everybody, and asked about once for each repository", async () => {
  const [one, other] = [makeRepository("lab", "plugins"), makeRepository("other", "plugins")];
  const registry = fakeRegistry({});
  let digests = 0;
  const counting: typeof registry = {
    ...registry,
    async digestOf(reference) {
      digests += 1;
      return registry.digestOf(reference);
    },
  };
  const subjects = [one, one, one, other].map((repository) => subject(repository, [evidenceOf(TAG, "a", none)]));
  const run = makeRun({ registryOf: () => counting });
  assert.deepEqual(await verdicts(run, subjects), ["unsigned", "unsigned", "unsigned", "unsigned"]);
  const perRepository = digests / 2;
  digests = 0;
  await verdicts(run, [subject(one, [evidenceOf(TAG, "a", none)])]);
  assert.equal(digests, perRepository, "three plugins of one repository cost what one costs");
});

test("the same image is verified for the repository that signed it and untrusted for another", async (t) => {
  const services = await startSigstore();
  t.after(() => services.stop());
  const digest = digestOf("a");
  const bundle = await services.signImage({ repository: "lab/plugins", digest });
  const { reference, registry, referrers } = makeTargetWithBundles(digest, [bundle]);
  const root = readTrustRoot("test", services.trustedRootJson, { log: 1, sct: 1, time: 1 });
  const run = makeRun({
    policy: makeTrustPolicy(defaultTrustPolicySettings(), [root]),
    registryOf: () => registry,
  });
  const raw = formatReference(reference);
  const owners = ["lab", "other", "lab"];
  const subjects = owners.map((owner) =>
    subject(makeRepository(owner, "plugins", { id: owner === "lab" ? "1" : "2", defaultBranch: "main" }), [
      evidenceOf(raw, "a", referrers),
    ]),
  );
  assert.deepEqual(await verdicts(run, subjects), ["verified", "untrusted", "verified"]);
});

test("a signature that could not be asked for is not available: never unsigned", async () => {
  const referrers: Fact<Referrer[]> = { outcome: "not-available", reason: "timeout", asOf: AS_OF };
  const subjects = [subject(makeRepository("lab", "plugins"), [evidenceOf(TAG, "a", referrers)])];
  const [said] = await verdicts(makeRun(), subjects);
  assert.match(said ?? "", /^not-available /);
});

test("an image that is not known is passed over", async () => {
  const away = {
    named: named(TAG),
    digest: { outcome: "not-applicable" },
    image: { outcome: "not-applicable" },
  } as const;
  const [one] = await verify(makeRun(), [subject(makeRepository("lab", "plugins"), [away])]);
  assert.deepEqual(one?.evidence.images, [away]);
});

const ages: [days: number, said: RegExp][] = [
  [29, /^not-available/],
  [31, /^expired$/],
];

for (const [days, said] of ages) {
  test(`a verdict that could not be confirmed for ${days} days of 30`, async () => {
    const then = new Date(Date.parse(AS_OF) - days * 24 * 3600 * 1000).toISOString();
    const signature = { outcome: "known", value: verdict("a", "verified", then), asOf: then } as const;
    const repository = makeRepository("lab", "plugins");
    const { manifest, ...observed } = makeObserved("x.plugin.json", then);
    const entry: Entry = {
      schemaVersion: 1,
      ...observed,
      id: "github.com/lab/plugins//x.plugin.json",
      slug: "x",
      repository,
      manifest,
      images: [{ raw: TAG, digest: { outcome: "known", value: digestOf("a"), asOf: then }, signature }],
      versions: [],
      status: "listed",
      firstSeen: then,
      lastSeen: then,
      lastChanged: then,
    };
    const previous = rememberedCatalog([rememberedImage("a", TAG, then, { signature })], [entry]);
    const policy = makeTrustPolicy({ ...defaultTrustPolicySettings(), recordMaxAgeDays: 30 }, []);
    const referrers: Fact<Referrer[]> = { outcome: "not-available", reason: "timeout", asOf: AS_OF };
    const subjects = [subject(repository, [evidenceOf(TAG, "a", referrers)])];
    const [state] = await verdicts(makeRun({ previous, policy }), subjects);
    assert.match(state ?? "", said);
  });
}
