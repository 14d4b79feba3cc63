import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { defaultTrustPolicySettings, type TrustPolicy } from "../../src/config/trust-policy.ts";
import type { Digest } from "../../src/model/image.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { explainImage, verifyImage } from "../../src/signatures/verify-image.ts";
import { type SigningRequest, type SigstoreServices, startSigstore, toReferrer } from "../parts/sigstore.ts";
import { AS_OF, makeTarget, makeTargetWithBundles, makeTargetWithReferrers } from "./fake-registry.ts";

const DIGEST: Digest = `sha256:${"b".repeat(64)}`;
const OTHER: Digest = `sha256:${"c".repeat(64)}`;
const REPOSITORY: SourceRepository = {
  host: "github.com",
  owner: "lab",
  name: "plugin",
  id: "1",
  defaultBranch: "main",
  commit: "a".repeat(40),
  formerNames: ["github.com/lab/old-plugin"],
};

let services: SigstoreServices;
let policy: TrustPolicy;

before(async () => {
  services = await startSigstore();
  policy = policyFor(services, "test");
});
after(() => services.stop());

function policyFor({ trustedRootJson }: SigstoreServices, name: string): TrustPolicy {
  const root = readTrustRoot(name, trustedRootJson, { log: 1, sct: 1, time: 1 });
  return makeTrustPolicy(defaultTrustPolicySettings(), [root]);
}

/** State and reason of an image that carries these signatures, for a repository. */
async function judge(requests: Partial<SigningRequest>[], repository = REPOSITORY, digest = DIGEST) {
  const bundles: unknown[] = [];
  for (const request of requests) {
    bundles.push(await services.signImage({ repository: "lab/plugin", digest: DIGEST, ...request }));
  }
  const target = makeTargetWithBundles(digest, bundles);
  const { verdict } = await explainImage({ target, repository, policy, now: AS_OF });
  return verdict;
}

const rows: [string, Partial<SigningRequest>[], string, Partial<SourceRepository>?][] = [
  ["its own release workflow", [{}], "verified/same-repo"],
  ["its own workflow, on the default branch", [{ ref: "refs/heads/main" }], "verified/same-repo"],
  [
    "its own workflow, with other letters' case in owner and name",
    [{ repository: "Lab/Plugin" }],
    "verified/same-repo",
  ],
  ["provenance of its own workflow", [{ statement: "provenance" }], "verified/same-repo"],
  ["its own workflow under its former name", [{ repository: "lab/old-plugin" }], "verified/same-repo"],
  ["a stranger", [{ repository: "stranger/plugin", repositoryId: "7" }], "untrusted/san-mismatch"],
  ["a look-alike repository", [{ repository: "lab/plugin-evil", repositoryId: "7" }], "untrusted/san-mismatch"],
  [
    "somebody who took over a former name",
    [{ repository: "lab/old-plugin", repositoryId: "7" }],
    "untrusted/san-mismatch",
  ],
  ["somebody who took over the name", [{ repositoryId: "7" }], "untrusted/repository-id-changed"],
  ["another issuer", [{ issuer: "https://oidc.example.org" }], "untrusted/issuer-mismatch"],
  ["a feature branch", [{ ref: "refs/heads/feature" }], "untrusted/ref-mismatch"],
  ["a pull request", [{ ref: "refs/pull/7/merge", trigger: "pull_request" }], "untrusted/ref-mismatch"],
  ["a comment on an issue", [{ ref: "refs/heads/main", trigger: "issue_comment" }], "untrusted/trigger-not-allowed"],
  [
    "an SBOM attestation only",
    [{ statement: { predicateType: "https://spdx.dev/Document", predicate: {} } }],
    "unsigned/only-irrelevant",
  ],
  ["a repository of the same name on another forge", [{}], "untrusted/san-mismatch", { host: "git.example.org" }],
  ["a folder without git", [{}], "untrusted/san-mismatch", { owner: "" }],
];

for (const [name, requests, expected, change] of rows) {
  test(`signed by ${name}: ${expected}`, async () => {
    const { state, reason, detail } = await judge(requests, { ...REPOSITORY, ...change });
    assert.equal(`${state}/${reason}`, expected, detail);
  });
}

test("names the signer, the time and the log entry, and what it was judged by", async () => {
  const verdict = await judge([{}]);
  assert.equal(
    verdict.signer?.subjectAltName,
    "https://github.com/lab/plugin/.github/workflows/release.yml@refs/tags/v1.0.0",
  );
  assert.equal(verdict.signer.commit, "a".repeat(40));
  assert.equal(verdict.level, "signature");
  const [signature] = verdict.signatures;
  assert.match(signature?.signedAt ?? "", /^20\d\d-.*Z$/);
  assert.match(signature?.logIndex ?? "", /^\d+$/);
  assert.equal(verdict.policySha256, policy.sha256);
  assert.equal(verdict.verifiedAt, AS_OF);
});

test("a signature and provenance together are level both", async () => {
  assert.equal((await judge([{}, { statement: "provenance" }])).level, "both");
});

test("a bad signature beside a good one is a note, not a veto", async () => {
  const verdict = await judge([{}, { repository: "stranger/plugin", repositoryId: "7" }]);
  assert.equal(verdict.state, "verified");
  assert.match(verdict.notes.join("\n"), /another signature \(sha256:.* is untrusted: san-mismatch/);
});

test("without the repository's id it is judged by name, and says so", async () => {
  const { id: _, ...withoutId } = REPOSITORY;
  const verdict = await judge([{}], withoutId);
  assert.equal(verdict.state, "verified");
  assert.match(verdict.notes.join("\n"), /numeric id is not known here and was not compared/);
});

test("a genuine bundle of another image is refused", async () => {
  const { state, reason } = await judge([{}], REPOSITORY, OTHER);
  assert.equal(`${state}/${reason}`, "invalid/digest-mismatch");
});

test("a bundle altered after signing is refused", async () => {
  const bundle = structuredClone(await services.signImage({ repository: "lab/plugin", digest: DIGEST })) as unknown as {
    dsseEnvelope: { payload: string };
  };
  const statement = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
  bundle.dsseEnvelope.payload = Buffer.from(statement.replaceAll("b".repeat(64), "c".repeat(64))).toString("base64");
  const target = makeTargetWithBundles(OTHER, [bundle]);
  const verdict = await verifyImage({ target, repository: REPOSITORY, policy, now: AS_OF });
  assert.equal(
    verdict.outcome === "known" && `${verdict.value.state}/${verdict.value.reason}`,
    "invalid/log-entry-mismatch",
  );
});

test("a whole foreign Sigstore with the right names is never accepted", async (t) => {
  const foreign = await startSigstore();
  t.after(() => foreign.stop());
  const target = makeTargetWithBundles(DIGEST, [await foreign.signImage({ repository: "lab/plugin", digest: DIGEST })]);
  const one = await explainImage({ target, repository: REPOSITORY, policy, now: AS_OF });
  assert.equal(one.verdict.state, "invalid");
  const third = await startSigstore();
  t.after(() => third.stop());
  const roots = [...policy.roots, ...policyFor(third, "third").roots];
  const several = makeTrustPolicy(defaultTrustPolicySettings(), roots);
  const two = await explainImage({ target, repository: REPOSITORY, policy: several, now: AS_OF });
  assert.equal(`${two.verdict.state}/${two.verdict.reason}`, "unverifiable/unknown-authority");
});

test("of several roots, the one that knows the signer decides, in any order", async (t) => {
  const other = await startSigstore();
  t.after(() => other.stop());
  const target = makeTargetWithBundles(DIGEST, [
    await services.signImage({ repository: "lab/plugin", digest: DIGEST }),
  ]);
  const roots = [...policyFor(other, "other").roots, ...policy.roots];
  for (const order of [roots, roots.toReversed()]) {
    const both = makeTrustPolicy(defaultTrustPolicySettings(), order);
    const { verdict } = await explainImage({ target, repository: REPOSITORY, policy: both, now: AS_OF });
    assert.equal(verdict.state, "verified");
  }
});

test("nothing attached is unsigned, and names the forms that were not looked for", async () => {
  const fact = await verifyImage({
    target: makeTargetWithBundles(DIGEST, []),
    repository: REPOSITORY,
    policy,
    now: AS_OF,
  });
  assert.ok(fact.outcome === "known");
  assert.equal(`${fact.value.state}/${fact.value.reason}`, "unsigned/none");
  assert.match(fact.value.notes.join("\n"), /github-attestation was not looked for/);
});

test("a look-up that fails is unknown with its reason, never unsigned", async () => {
  const target = makeTarget(DIGEST, { outcome: "not-available", reason: "registry-5xx", asOf: AS_OF });
  const fact = await verifyImage({ target, repository: REPOSITORY, policy, now: AS_OF });
  assert.deepEqual(fact, { outcome: "not-available", reason: "registry-5xx", asOf: AS_OF });
});

test("referrers that cannot be read hide no good signature, and alone they are unknown", async () => {
  const unread = { digest: OTHER, mediaType: "", artifactType: "", sizeBytes: 1, annotations: {}, fault: "too-large" };
  const target = makeTargetWithBundles(DIGEST, [
    await services.signImage({ repository: "lab/plugin", digest: DIGEST }),
  ]);
  assert.ok(target.referrers.outcome === "known");
  target.referrers.value.push(unread);
  const { verdict } = await explainImage({ target, repository: REPOSITORY, policy, now: AS_OF });
  assert.equal(verdict.state, "verified");
  assert.deepEqual(verdict.notes, [`another signature (${OTHER}) is unknown: too-large`]);
  const alone = makeTarget(DIGEST, { outcome: "known", value: [unread], asOf: AS_OF });
  const fact = await verifyImage({ target: alone, repository: REPOSITORY, policy, now: AS_OF });
  assert.deepEqual(fact, { outcome: "not-available", reason: "too-large", asOf: AS_OF });
});

test("one bundle that cannot be fetched makes unsigned unknown, and leaves verified alone", async () => {
  const attached = await Promise.all(
    [{ statement: "provenance" as const }, {}].map(async (request) => {
      const bundle = await services.signImage({ repository: "lab/plugin", digest: DIGEST, ...request });
      return toReferrer(bundle, { digest: DIGEST, mediaType: "application/vnd.oci.image.index.v1+json", sizeBytes: 1 });
    }),
  );
  for (const [kept, expected] of [
    [[], "unknown"],
    [attached.slice(1), "verified"],
  ] as const) {
    const all = makeTargetWithReferrers(DIGEST, attached);
    const some = makeTargetWithReferrers(DIGEST, kept);
    const target = { ...some, referrers: all.referrers };
    if (expected === "unknown") target.referrers = makeTargetWithReferrers(DIGEST, attached.slice(0, 1)).referrers;
    const { verdict } = await explainImage({ target, repository: REPOSITORY, policy, now: AS_OF });
    assert.equal(verdict.state, expected);
    if (expected === "unknown") assert.equal(verdict.reason, "blob-missing");
  }
});

test("a tag of cosign 2 is seen, so that the image is not called unsigned", async () => {
  const tags = new Map<string, Digest>([[`sha256-${"b".repeat(64)}.sig`, OTHER]]);
  const target = makeTarget(DIGEST, { outcome: "known", value: [], asOf: AS_OF }, { tags });
  const { verdict } = await explainImage({ target, repository: REPOSITORY, policy, now: AS_OF });
  assert.equal(`${verdict.state}/${verdict.reason}`, "unverifiable/not-supported");
});

test("an unsigned image in the place of a verified one says so when the catalog's memory is given", async () => {
  const earlier = await judge([{}]);
  const reference = "registry.example.org/lab/plugin:v1.0.0";
  const tagHistory = [
    { reference, digest: DIGEST, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" },
    { reference, digest: OTHER, from: "2026-02-01T00:00:00Z" },
  ];
  const history = { reference, tagHistory, verdictOf: (digest: Digest) => (digest === DIGEST ? earlier : undefined) };
  const target = makeTargetWithBundles(OTHER, []);
  const { verdict } = await explainImage({ target, repository: REPOSITORY, policy, now: AS_OF, history });
  assert.equal(verdict.state, "unsigned");
  assert.match(verdict.notes.join("\n"), /pointed at sha256:b+, which was verified/);
});
