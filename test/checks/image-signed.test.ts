import assert from "node:assert/strict";
import { test } from "node:test";
import { imageSigned } from "../../src/checks/image-signed.ts";
import type { SignatureState, SignatureVerdict } from "../../src/model/signature.ts";
import { AS_OF, config, image, resolved, told, withImage } from "./make-evidence.ts";

function verdict(state: SignatureState): SignatureVerdict {
  return {
    subject: `sha256:${"a".repeat(64)}`,
    state,
    reason: "the-reason",
    signer: {
      kind: "keyless",
      subjectAltName: "https://github.com/lab/plugins/.github/workflows/release.yml@refs/tags/v1",
    },
    signatures: [],
    notes: [],
    policySha256: "",
    rootSha256: "",
    verifiedAt: AS_OF,
  };
}

const rows: [SignatureState, string, RegExp | undefined][] = [
  ["verified", "pass", undefined],
  ["unsigned", "fail", /^note .* is not signed/],
  ["untrusted", "fail", /^warning .*trust policy.*the-reason; signer "https:/],
  ["invalid", "fail", /^error .* is false/],
  ["expired", "fail", /^warning /],
  ["moved", "fail", /^warning .*moved/],
  ["unverifiable", "not-available", undefined],
  ["unknown", "not-available", undefined],
];

for (const [state, outcome, message] of rows) {
  test(`${state} is ${outcome}`, () => {
    const known = image([config()], { signature: { outcome: "known", value: verdict(state), asOf: AS_OF } });
    const [first, second] = told(imageSigned, withImage(known));
    assert.equal(first, outcome);
    if (message === undefined) assert.equal(second, undefined);
    else assert.match(second ?? "", message);
  });
}

test("a signature that was not looked for is neither there nor missing", () => {
  assert.deepEqual(told(imageSigned, withImage(image([config()]))), ["not-available"]);
  assert.deepEqual(told(imageSigned, resolved({})), ["not-available"]);
});

test("no reason is no word in brackets", () => {
  const { signer: _, ...unsigned } = { ...verdict("unsigned"), reason: "none" };
  const known = image([config()], { signature: { outcome: "known", value: unsigned, asOf: AS_OF } });
  assert.equal(told(imageSigned, withImage(known))[1], 'note the image "ghcr.io/lab/segment:1.2.0" is not signed');
});
