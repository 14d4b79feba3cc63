import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseTrustPolicy } from "../../src/config/trust-policy.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { defaultTrustPolicy, openTrustPolicy } from "../../src/signatures/open-policy.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";

const TRUST = join(import.meta.dirname, "../../trust");
const REQUIRE = { log: 1, sct: 1, time: 1 };
const publicGood = () => JSON.parse(readFileSync(join(TRUST, "public-good.trusted_root.json"), "utf8"));

const written = parseTrustPolicy(
  "trust-policy.yml",
  Buffer.from(`version: 1
trustRoots:
  public-good: { file: trust/public-good.trusted_root.json, require: { log: 1, sct: 1, time: 1 } }
`),
);

test("the default policy brings the public-good root and GitHub's, with what each demands", () => {
  const { roots, sha256, rootSha256 } = defaultTrustPolicy();
  assert.deepEqual(
    roots.map(({ name, require }) => [name, require.log, require.sct, require.time]),
    [
      ["public-good", 1, 1, 1],
      ["github", 0, 0, 1],
    ],
  );
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.equal(rootSha256, defaultTrustPolicy().rootSha256);
});

test("a root in a file hashes as the same root that is shipped, however it is formatted", async () => {
  const compact = Buffer.from(JSON.stringify(publicGood()));
  const policy = await openTrustPolicy(written, async (file) => {
    assert.equal(file, "trust/public-good.trusted_root.json");
    return compact;
  });
  assert.equal(policy.roots.length, 1);
  assert.equal(policy.roots[0]?.sha256, defaultTrustPolicy().roots[0]?.sha256);
  assert.notEqual(policy.rootSha256, defaultTrustPolicy().rootSha256);
});

const damaged: [string, (root: ReturnType<typeof publicGood>) => unknown, RegExp][] = [
  ["no object", () => [], /is no trusted root/],
  ["another media type", (root) => ({ ...root, mediaType: "application/json" }), /expected a sigstore trusted root/],
  ["no authority", (root) => ({ ...root, certificateAuthorities: [] }), /names no certificate authority/],
  [
    "a log without a start of validity",
    (root) => {
      delete root.tlogs[0].publicKey.validFor.start;
      return root;
    },
    /a log without the start/,
  ],
  [
    "an authority without a start of validity",
    (root) => {
      delete root.certificateAuthorities[0].validFor;
      return root;
    },
    /an authority without the start/,
  ],
  [
    "a key that is none",
    (root) => {
      root.tlogs[0].publicKey.rawBytes = "AAAA";
      return root;
    },
    /cannot be decoded/,
  ],
];

for (const [name, damage, message] of damaged) {
  test(`a root with ${name} is refused as configuration`, () => {
    assert.throws(
      () => readTrustRoot("mine", damage(publicGood()), REQUIRE),
      (error) => error instanceof WaybillError && error.code === "config-invalid" && message.test(error.message),
    );
  });
}

test("a root file that is no JSON is refused as configuration", async () => {
  await assert.rejects(
    openTrustPolicy(written, async () => Buffer.from("{")),
    (error) => error instanceof WaybillError && error.code === "config-invalid",
  );
});
