import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isDigest } from "../../src/oci/digest.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { BundleFault } from "../../src/signatures/sigstore-bundle/fault.ts";
import { verifyBundle } from "../../src/signatures/sigstore-bundle/verify.ts";
import { dataPath } from "../parts/presence.ts";
import { readJson } from "./fake-registry.ts";

/** Who signed, or why it is refused; all other rows of the index are forms that are not judged yet. */
const EXPECTED: Record<string, string> = {
  "kubewarden-cosign-v3":
    "https://github.com/kubewarden/kubewarden-controller/.github/workflows/release.yml@refs/tags/v1.34.0",
  "kubewarden-wrong-digest": "invalid/digest-mismatch",
  "gh-private":
    "https://github.com/neverendingsupport/slsa-attestations/.github/workflows/attest.yml@9f6d9dc1bfc02986955721eb15f89ad618f1cedb",
  "gh-private-under-public-root": "invalid/bad-timestamp",
  "gh-reusable-workflow":
    "https://github.com/github/artifact-attestations-workflows/.github/workflows/attest.yml@09b495c3f12c7881b3cc17209a327792065c1a1d",
  "gh-invalid-signature": "invalid/log-entry-mismatch",
  "java-PKIX_ECDSA_P521_SHA_512": "untrusted-sa@sigstore-conformance.iam.gserviceaccount.com",
  "java-PKIX_RSA_PKCS1V15_2048_SHA256": "untrusted-sa@sigstore-conformance.iam.gserviceaccount.com",
  "py-bundle_v3.txt": "william@yossarian.net",
  "py-bundle_v3_alt.txt": "william@yossarian.net",
  "py-bundle_invalid_version.txt": "invalid/malformed",
  "py-bundle_no_checkpoint.txt": "invalid/malformed",
  "py-bundle_no_log_entry.txt": "invalid/bad-timestamp",
};

test("real bundles are verified offline, or refused for the recorded reason", async (t) => {
  const folder = dataPath(t, "signatures");
  if (folder === undefined) return;
  const rows = readFileSync(join(folder, "real", "index.tsv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  const bundles = rows.map((row) => row.split("\t")).filter(([, form]) => form === "sigstore-bundle");
  assert.deepEqual(bundles.map(([name]) => name).sort(), Object.keys(EXPECTED).sort());
  const conformanceText = readFileSync(join(folder, "conformance", "bundle-verify", "a.txt"));
  for (const [name = "", , path = "", rootName = "", , , , digest] of bundles) {
    await t.test(name, () => {
      const rootJson = readJson(folder, "roots", `${rootName}.trusted_root.json`);
      const log = rootName === "github" ? 0 : 1;
      const root = readTrustRoot(rootName, rootJson, { log, sct: log, time: 1 });
      const beside = join(folder, path.replace(/\.sigstore(?:\.json)?$/, ""));
      const isText = name.startsWith("java-");
      const artifact = isText ? conformanceText : existsSync(beside) ? readFileSync(beside) : undefined;
      const subject = {
        digest: isDigest(digest) ? digest : (`sha256:${"0".repeat(64)}` as const),
        ...(artifact && { artifact }),
      };
      const answer = verifyBundle(readFileSync(join(folder, path)), subject, [root]);
      const got =
        answer instanceof BundleFault ? `${answer.state}/${answer.reason}` : (answer.signer.subjectAltName ?? "");
      assert.equal(got, EXPECTED[name], answer instanceof BundleFault ? answer.message : "");
    });
  }
});
