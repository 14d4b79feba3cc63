import assert from "node:assert/strict";
import { test } from "node:test";
import { BundleFault } from "../../../src/signatures/sigstore-bundle/fault.ts";
import { BUNDLE_CAP_BYTES } from "../../../src/signatures/sigstore-bundle/parse.ts";
import { verifyBundle } from "../../../src/signatures/sigstore-bundle/verify.ts";

const DIGEST = `sha256:${"b".repeat(64)}` as const;
const TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SIG = [{ sig: "AAAA" }];
const DSSE = { payload: "e30=", payloadType: "application/vnd.in-toto+json", signatures: SIG };
const CERTIFICATE = { certificate: { rawBytes: "AAAA" } };

function bundle(changes: Record<string, unknown>): string {
  return JSON.stringify({ mediaType: TYPE, verificationMaterial: CERTIFICATE, dsseEnvelope: DSSE, ...changes });
}

const log = { logIndex: "1", logId: { keyId: "AAAA" }, kindVersion: { kind: "dsse", version: "0.0.1" } };
const proof = { logIndex: "1", treeSize: "1", checkpoint: { envelope: "9".repeat(100_000) } };

const hostile: [string, string | Uint8Array, string][] = [
  ["nothing", "", "malformed"],
  ["no JSON", "{", "malformed"],
  ["null", "null", "malformed"],
  ["a list", "[]", "malformed"],
  ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "malformed"],
  ["a media type with a tail", bundle({ mediaType: `${TYPE}x` }), "malformed"],
  [
    "a version that does not exist",
    bundle({ mediaType: "application/vnd.dev.sigstore.bundle.v0.9+json" }),
    "malformed",
  ],
  ["no material", bundle({ verificationMaterial: null }), "malformed"],
  ["a certificate that is none", bundle({}), "malformed"],
  ["an object where base64 should be", bundle({ dsseEnvelope: { ...DSSE, payload: { length: 4e9 } } }), "malformed"],
  ["nesting of 200,000 levels", `{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "malformed"],
  ["a million values", JSON.stringify({ a: Array.from({ length: 1_000_000 }, () => 0) }), "malformed"],
  [
    "a thousand log entries",
    bundle({ verificationMaterial: { ...CERTIFICATE, tlogEntries: Array.from({ length: 1000 }, () => ({ ...log })) } }),
    "malformed",
  ],
  [
    "a checkpoint of 100,000 digits",
    bundle({ verificationMaterial: { ...CERTIFICATE, tlogEntries: [{ ...log, inclusionProof: proof }] } }),
    "malformed",
  ],
  ["4 MiB and one byte", Buffer.alloc(BUNDLE_CAP_BYTES + 1, 0x20), "too-large"],
  ["a signature by a key", bundle({ verificationMaterial: { publicKey: { hint: "k" } } }), "unknown-key"],
  ["a key named __proto__", `{"__proto__":{"mediaType":"${TYPE}"},"constructor":{"prototype":{}}}`, "malformed"],
];

for (const [name, content, reason] of hostile) {
  test(`a bundle of ${name} is ${reason}, at once`, () => {
    const started = performance.now();
    const answer = verifyBundle(Buffer.from(content), { digest: DIGEST }, []);
    assert.ok(answer instanceof BundleFault);
    assert.equal(answer.reason, reason, answer.message);
    assert.ok(performance.now() - started < 1000);
  });
}

test("without any trusted root nothing verifies", () => {
  const answer = verifyBundle(Buffer.from(bundle({ verificationMaterial: CERTIFICATE })), { digest: DIGEST }, []);
  assert.ok(answer instanceof BundleFault);
});
