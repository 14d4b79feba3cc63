import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTrustPolicy } from "../../src/config/trust-policy.ts";
import type { Digest } from "../../src/model/image.ts";
import type { SignatureFact } from "../../src/model/signature.ts";
import { type FoundSignatures, judgeSignatures } from "../../src/signatures/judge-signatures.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { AS_OF } from "./fake-registry.ts";

const SUBJECT: Digest = `sha256:${"b".repeat(64)}`;
const LAB = {
  host: "github.com",
  owner: "lab",
  name: "plugin",
  id: "1",
  defaultBranch: "main",
  commit: "",
  formerNames: [],
};

/** A signature that is genuine; no policy has looked at it. */
function genuine(change: Partial<SignatureFact> = {}, repository = "lab/plugin"): SignatureFact {
  return {
    form: "sigstore-bundle",
    material: `sha256:${"1".repeat(64)}`,
    state: "untrusted",
    reason: "not-judged",
    predicateType: "https://sigstore.dev/cosign/sign/v1",
    signer: {
      kind: "keyless",
      issuer: "https://token.actions.githubusercontent.com",
      subjectAltName: `https://github.com/${repository}/.github/workflows/release.yml@refs/tags/v1`,
      sourceRepository: `https://github.com/${repository}`,
      sourceRepositoryId: "1",
      sourceRef: "refs/tags/v1",
      trigger: "push",
      runner: "github-hosted",
    },
    ...change,
  };
}

const curated = genuine({
  material: `sha256:${"2".repeat(64)}`,
  signer: { kind: "keyless", issuer: "https://github.com/login/oauth", subjectAltName: "curator@example.org" },
});
const broken = genuine({ state: "invalid", reason: "bad-signature", material: `sha256:${"3".repeat(64)}` });
const unread = genuine({ state: "unverifiable", reason: "notation", material: `sha256:${"4".repeat(64)}` });
const missing = genuine({ state: "unknown", reason: "timeout", material: `sha256:${"5".repeat(64)}` });
const stranger = genuine({ material: `sha256:${"6".repeat(64)}` }, "stranger/plugin");
const sbom = genuine({ predicateType: "https://spdx.dev/Document", material: `sha256:${"7".repeat(64)}` });
const provenance = genuine({ predicateType: "https://slsa.dev/provenance/v1", material: `sha256:${"8".repeat(64)}` });
const keyed: SignatureFact = { form: "sigstore-bundle", material: SUBJECT, state: "untrusted", reason: "unknown-key" };

function judge(facts: SignatureFact[], written = DEFAULT, failed: FoundSignatures["failed"] = []) {
  const policy = makeTrustPolicy(parseTrustPolicy("trust-policy.yml", Buffer.from(written)), []);
  const reference = { host: "registry.example.org", repository: "gold/plugin" };
  return judgeSignatures({
    subject: SUBJECT,
    reference,
    found: { facts, failed, unasked: [] },
    repository: LAB,
    policy,
    now: AS_OF,
  });
}

const DEFAULT = "version: 1\n";
const FAILED = [{ form: "sigstore-bundle", reason: "registry-5xx" }];
const AUTHORITIES = `version: 1
authorities:
  curator: { keyless: { issuer: "https://github.com/login/oauth", email: curator@example.org } }
  release-key: { key: { file: keys/release.pub } }
`;
const scope = (accept: string) =>
  `${AUTHORITIES}scopes:\n  - images: [ "registry.example.org/gold/**" ]\n    accept: ${accept}\n`;
const BOTH = scope(
  "{ allOf: [ { authority: same-repo, kind: provenance }, { authority: curator, kind: signature } ] }",
);
const CURATOR = scope("{ anyOf: [ curator ] }");
const KEY = scope("{ anyOf: [ release-key ] }");
const revoke = (what: string) => `version: 1\nrevoked: { ${what} }\n`;

const rows: [string, SignatureFact[], string, string?, typeof FAILED?][] = [
  ["nothing", [], "unsigned/none"],
  ["nothing, and a failed look-up", [], "unknown/registry-5xx", DEFAULT, FAILED],
  ["an SBOM", [sbom], "unsigned/only-irrelevant"],
  ["an SBOM, and a failed look-up", [sbom], "unknown/registry-5xx", DEFAULT, FAILED],
  ["one that could not be fetched", [missing], "unknown/timeout"],
  ["an unverifiable one beside one that could not be fetched", [missing, unread], "unverifiable/notation"],
  ["an invalid one beside an unverifiable one", [unread, broken], "invalid/bad-signature"],
  ["a stranger's beside an invalid one", [broken, stranger], "untrusted/san-mismatch"],
  [
    "a good one beside all others",
    [broken, missing, stranger, unread, genuine()],
    "verified/same-repo",
    DEFAULT,
    FAILED,
  ],
  ["a key that nobody listed", [keyed], "untrusted/unknown-key"],
  ["a key where the policy lists one", [keyed], "unverifiable/not-supported", KEY],
  ["a certificate where only a key is allowed", [genuine()], "untrusted/keyless-not-allowed", KEY],
  ["the listed curator", [curated], "verified/listed-signer", CURATOR],
  ["its own workflow where only the curator is accepted", [genuine()], "untrusted/issuer-mismatch", CURATOR],
  ["both that are needed", [provenance, curated], "verified/same-repo", BOTH],
  ["one of two that are needed", [provenance], "untrusted/issuer-mismatch", BOTH],
  ["the right signers with the wrong kind", [genuine(), curated], "untrusted/san-mismatch", BOTH],
  ["a revoked image", [genuine()], "untrusted/revoked", revoke(`digests: [ "${SUBJECT}" ]`)],
  ["a revoked image without signatures", [], "untrusted/revoked", revoke(`digests: [ "${SUBJECT}" ]`)],
  [
    "a revoked signature beside a good one",
    [genuine(), provenance],
    "untrusted/revoked",
    revoke(`signatures: [ "${provenance.material}" ]`),
  ],
  ["a revoked workflow", [genuine()], "untrusted/revoked", revoke('workflows: [ "https://github.com/LAB/plugin/**" ]')],
];

for (const [name, facts, expected, written, failed] of rows) {
  test(`${name}: ${expected}`, () => {
    for (const order of [facts, facts.toReversed()]) {
      const { verdict } = judge(order, written, failed);
      assert.equal(`${verdict.state}/${verdict.reason}`, expected, verdict.detail);
    }
  });
}

test("same facts in any order give the same verdict, byte for byte", () => {
  const facts = [broken, missing, stranger, unread, genuine(), sbom];
  assert.equal(JSON.stringify(judge(facts).verdict), JSON.stringify(judge(facts.toReversed()).verdict));
});

test("says what each authority had against a signer", () => {
  const { scope: held, signatures } = judge([stranger]);
  assert.equal(held.pattern, undefined);
  const [answer] = signatures[0]?.answers ?? [];
  assert.equal(answer?.authority, "same-repo");
  assert.match(
    answer?.detail ?? "",
    /got https:\/\/github\.com\/stranger\/.*expected https:\/\/github\.com\/\$\{manifest\.repo\}/,
  );
});

test("an email is no workflow: a name that only looks like one is not accepted", () => {
  const written = `version: 1
authorities: { anyone: { keyless: { issuer: "https://github.com/login/oauth", signer: "**" } } }
scopes: [ { images: [ "**" ], accept: { anyOf: [ anyone ] } } ]
`;
  assert.equal(judge([curated], written).verdict.state, "untrusted");
});

test("GitHub workflows of listed signers may not be started by strangers either", () => {
  const written = `version: 1
authorities: { builder: { keyless: { issuer: "https://token.actions.githubusercontent.com", signer: "https://github.com/lab/**" } } }
scopes: [ { images: [ "**" ], accept: { anyOf: [ builder ] } } ]
`;
  const { signer } = genuine();
  const pulled = genuine({ signer: { ...signer, kind: "keyless", trigger: "pull_request_target" } });
  assert.equal(judge([genuine()], written).verdict.reason, "listed-signer");
  assert.equal(judge([pulled], written).verdict.reason, "trigger-not-allowed");
});
