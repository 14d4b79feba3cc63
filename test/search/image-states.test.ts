import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fact } from "../../src/model/fact.ts";
import type { ScanSummary } from "../../src/model/scan.ts";
import type { SignatureState, SignatureVerdict } from "../../src/model/signature.ts";
import { judgedImagesOf, scanStateOf, signatureStateOf } from "../../src/search/image-states.ts";
import type { NamedImage } from "../../src/search/named-images.ts";
import { AS_OF, digestOf, known, makeScan, makeVerdict } from "../exporters/sample-catalog.ts";

const COULD_NOT_ASK = { outcome: "not-available", reason: "timeout", asOf: AS_OF } as const;
const NOT_SUPPORTED = { outcome: "not-supported", reason: "not yet" } as const;
const DOES_NOT_APPLY = { outcome: "not-applicable" } as const;

function named(part: Partial<NamedImage>): NamedImage {
  const digest = known(digestOf("a"));
  return { raw: "x", digest, image: undefined, signature: COULD_NOT_ASK, scan: COULD_NOT_ASK, isRun: true, ...part };
}

function signed(state: SignatureState): Fact<SignatureVerdict> {
  return known(makeVerdict(state, "because"));
}

function scanned(verdict: ScanSummary["verdict"]): Fact<ScanSummary> {
  return known(makeScan(verdict));
}

const SIGNATURES: [facts: Fact<SignatureVerdict>[], state: string | undefined][] = [
  [[], undefined],
  [[DOES_NOT_APPLY], undefined],
  [[signed("verified")], "verified"],
  [[signed("verified"), signed("verified")], "verified"],
  [[signed("verified"), DOES_NOT_APPLY], "verified"],
  [[signed("verified"), signed("unsigned")], "unsigned"],
  [[signed("unsigned"), signed("untrusted")], "untrusted"],
  [[signed("untrusted"), signed("invalid"), signed("verified")], "invalid"],
  [[signed("verified"), COULD_NOT_ASK], "unknown"],
  [[signed("verified"), NOT_SUPPORTED], "not-supported"],
  [[signed("verified"), { ...COULD_NOT_ASK, last: { value: makeVerdict("verified", "x"), asOf: AS_OF } }], "unknown"],
  [[signed("verified"), signed("expired")], "expired"],
  [[signed("verified"), signed("unknown")], "unknown"],
];

for (const [facts, state] of SIGNATURES) {
  const words = facts.map((fact) => (fact.outcome === "known" ? fact.value.state : fact.outcome)).join(", ");
  test(`signatures of images that are (${words}) make the plugin ${state ?? "nothing"}`, () => {
    const images = facts.map((signature) => named({ signature }));
    assert.equal(signatureStateOf(images), state);
    assert.equal(signatureStateOf(images.toReversed()), state);
  });
}

test("a state of a newer catalog is never hidden behind verified", () => {
  const foreign = known({ ...makeVerdict("verified", "x"), state: "doubted" as SignatureState });
  assert.equal(signatureStateOf([named({ signature: signed("verified") }), named({ signature: foreign })]), "doubted");
});

const SCANS: [facts: Fact<ScanSummary>[], state: string | undefined][] = [
  [[scanned("pass"), scanned("pass")], "pass"],
  [[scanned("pass"), scanned("fail")], "fail"],
  [[scanned("warn"), scanned("incomplete")], "warn"],
  [[scanned("pass"), COULD_NOT_ASK], "unknown"],
  [[scanned("pass"), scanned("unscanned")], "unscanned"],
  [[scanned("pass"), NOT_SUPPORTED], "not-supported"],
];

for (const [facts, state] of SCANS) {
  const words = facts.map((fact) => (fact.outcome === "known" ? fact.value.verdict : fact.outcome)).join(", ");
  test(`scans of images that are (${words}) make the plugin ${state}`, () => {
    assert.equal(scanStateOf(facts.map((scan) => named({ scan }))), state);
  });
}

test("base images and alternatives are judged only where nothing runs", () => {
  const run = named({ raw: "run", signature: signed("verified") });
  const base = named({ raw: "base", signature: signed("unsigned"), isRun: false });
  assert.deepEqual(judgedImagesOf([base, run]), [run]);
  assert.equal(signatureStateOf([base, run]), "verified");
  assert.equal(signatureStateOf([base]), "unsigned");
});
