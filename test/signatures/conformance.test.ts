import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { digestOfBytes } from "../../src/oci/digest.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { BundleFault } from "../../src/signatures/sigstore-bundle/fault.ts";
import { verifyBundle } from "../../src/signatures/sigstore-bundle/verify.ts";
import { dataPath } from "../parts/presence.ts";
import { readJson } from "./fake-registry.ts";

/** Why each case of the suite must be refused: the reason class, not only the refusal. */
const REASONS: Record<string, string> = {
  "bundle-from-wrong-instance_fail": "bad-certificate",
  "bundle-malformed-json_fail": "malformed",
  "bundle-negative-log-index_fail": "bad-log-promise",
  "bundle-with-root-cert_fail": "root-in-bundle",
  "checkpoint-bad-keyhint_fail": "bad-log-proof",
  "checkpoint-wrong-roothash_fail": "bad-log-proof",
  "dsse-mismatch-envelope_fail": "log-entry-mismatch",
  "dsse-mismatch-sig_fail": "log-entry-mismatch",
  "incorrect-public-key_fail": "bad-log-promise",
  "integrated-time-in-future_fail": "bad-certificate",
  "intoto-missing-inclusion-proof_fail": "malformed",
  "intoto-set-outside-signing-cert-validity_fail": "bad-certificate",
  "intoto-tsa-timestamp-outside-cert-validity_fail": "bad-certificate",
  "invalid-checkpoint-signature_fail": "bad-log-proof",
  "invalid-inclusion-proof_fail": "malformed",
  "managed-key-no-key_fail": "unknown-key",
  "rekor2-checkpoint-missing-origin_fail": "bad-log-proof",
  "rekor2-checkpoint-missing-root-hash_fail": "bad-log-proof",
  "rekor2-checkpoint-missing-size_fail": "bad-log-proof",
  "rekor2-dsse-mismatch-sig_fail": "log-entry-mismatch",
  "rekor2-no-inclusion-proof_fail": "malformed",
  "rekor2-no-timestamp_fail": "bad-timestamp",
  "rekor2-timestamp-outside-trust-root-tsa-validity_fail": "bad-timestamp",
  "rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail": "bad-timestamp",
  "rekor2-timestamp-with-incorrect-time_fail": "bad-certificate",
  "set-invalid-signature_fail": "bad-log-promise",
  "trust-root-tlog-missing-validity-start_fail": "config-invalid",
  "wrong-hashedrekord-artifact_fail": "log-entry-mismatch",
  "wrong-hashedrekord-cert-and-sig_fail": "log-entry-mismatch",
};

test("all 42 cases of sigstore-conformance are accepted or refused as labelled, for the right reason", async (t) => {
  const folder = dataPath(t, "signatures", "conformance");
  if (folder === undefined) return;
  const rows = readFileSync(join(folder, "index.tsv"), "utf8").trim().split("\n").slice(1);
  assert.equal(rows.length, 42);
  for (const row of rows) {
    const [name = "", bundle = "", artifact = "", root = "", key = "-", identity, issuer, expected] = row.split("\t");
    await t.test(name, () => {
      const inCase = (file: string) => join(folder, "bundle-verify", name, file);
      const rootFile = root === "production" ? join(folder, "trusted_root.production.json") : inCase(root);
      const answer = verifyCase(rootFile, inCase(bundle), inCase(artifact), key === "-" ? undefined : inCase(key));
      if (expected === "fail") {
        assert.equal(answer.reason, REASONS[name]);
        return;
      }
      assert.equal(answer.reason, undefined);
      if (key !== "-") return;
      assert.deepEqual([answer.subjectAltName, answer.issuer], [identity, issuer]);
    });
  }
});

function verifyCase(
  rootFile: string,
  bundleFile: string,
  artifactFile: string,
  keyFile: string | undefined,
): { reason?: string; subjectAltName?: string | undefined; issuer?: string | undefined } {
  try {
    const root = readTrustRoot("case", readJson(rootFile), { log: 1, sct: 1, time: 1 });
    const artifact = readFileSync(artifactFile);
    const publicKey = keyFile === undefined ? {} : { publicKey: createPublicKey(readFileSync(keyFile)) };
    const subject = { digest: digestOfBytes(artifact), artifact, ...publicKey };
    const answer = verifyBundle(readFileSync(bundleFile), subject, [root]);
    return answer instanceof BundleFault ? { reason: answer.reason } : answer.signer;
  } catch (error) {
    if (error instanceof WaybillError) return { reason: error.code };
    throw error;
  }
}
