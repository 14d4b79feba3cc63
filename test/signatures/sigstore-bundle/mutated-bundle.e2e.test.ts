import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { readTrustRoot } from "../../../src/signatures/read-trust-root.ts";
import { BundleFault } from "../../../src/signatures/sigstore-bundle/fault.ts";
import { verifyBundle } from "../../../src/signatures/sigstore-bundle/verify.ts";
import { type SigstoreServices, startSigstore } from "../../parts/sigstore.ts";

const DIGEST = `sha256:${"b".repeat(64)}` as const;
const RUNS = 200;

let services: SigstoreServices;
before(async () => {
  services = await startSigstore();
});
after(() => services.stop());

/** A generator of numbers below a bound: the same for the same seed. */
function makeRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

test(`${RUNS} bundles with flipped bits never verify with other content, and never throw`, async (t) => {
  const seed = Number(process.env["WAYBILL_SEED"] ?? randomInt(2 ** 31));
  t.diagnostic(`seed ${seed}`);
  const random = makeRandom(seed);
  const root = readTrustRoot("test", services.trustedRootJson, { log: 1, sct: 1, time: 1 });
  const signed = await services.signImage({ repository: "lab/plugin", digest: DIGEST, statement: "provenance" });
  const good = Buffer.from(JSON.stringify(signed));
  const genuine = verifyBundle(good, { digest: DIGEST }, [root]);
  assert.ok(!(genuine instanceof BundleFault));
  for (let run = 0; run < RUNS; run++) {
    const bytes = Buffer.from(good);
    for (let flips = 1 + random(3); flips > 0; flips--) {
      const at = random(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    }
    const answer = verifyBundle(bytes, { digest: DIGEST }, [root]);
    if (answer instanceof BundleFault) continue;
    // What still verifies was changed where nothing is said: unused bits of base64, names that are not read.
    assert.deepEqual(
      [answer.statement, answer.signer],
      [genuine.statement, genuine.signer],
      `seed ${seed}, run ${run}`,
    );
  }
});

test("a field that is replaced by one of another genuine bundle makes it invalid", async () => {
  const root = readTrustRoot("test", services.trustedRootJson, { log: 1, sct: 1, time: 1 });
  const request = { repository: "lab/plugin", digest: DIGEST };
  const left = JSON.parse(JSON.stringify(await services.signImage(request)));
  const right = JSON.parse(JSON.stringify(await services.signImage({ ...request, repository: "stranger/plugin" })));
  const fields = ["certificate", "tlogEntries", "timestampVerificationData"];
  for (const field of fields) {
    const mixed = structuredClone(left);
    mixed.verificationMaterial[field] = right.verificationMaterial[field];
    const answer = verifyBundle(Buffer.from(JSON.stringify(mixed)), { digest: DIGEST }, [root]);
    assert.ok(answer instanceof BundleFault, field);
    assert.equal(answer.state, "invalid");
  }
});
