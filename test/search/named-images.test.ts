import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../src/model/entry.ts";
import { facetsOf } from "../../src/search/facets.ts";
import { isSignedFrom, namedImagesOf } from "../../src/search/named-images.ts";
import { foreignVerdict, makeImpostor, makePair } from "../exporters/odd-entries.ts";
import { AS_OF, digestOf, known, makeCatalog, makeVerdict, taxonomy } from "../exporters/sample-catalog.ts";

const images = new Map(makeCatalog().images.map((image) => [image.digest as string, image]));

function signatureOf(entry: Entry): string {
  const [first] = namedImagesOf(entry, images);
  assert.ok(first !== undefined);
  return first.signature.outcome === "known" ? first.signature.value.state : first.signature.outcome;
}

function withImage(part: Partial<Entry["images"][number]>): Entry {
  const entry = makeImpostor();
  const [image] = entry.images;
  assert.ok(image !== undefined);
  const { signature: _signature, ...rest } = image;
  return { ...entry, images: [{ ...rest, ...part }] };
}

test("an entry's own verdict counts, whatever the image's record says", () => {
  assert.equal(signatureOf(makeImpostor()), "untrusted");
  assert.equal(signatureOf(withImage({ signature: known(makeVerdict("verified", "listed-signer")) })), "verified");
});

test("without a verdict of its own, verified counts only for the repository that signed the image", () => {
  const [, own] = [makeImpostor(), makePair()];
  assert.equal(signatureOf(own), "verified");
  const stranger = namedImagesOf(withImage({}), images)[0]?.signature;
  assert.deepEqual(stranger, {
    outcome: "not-available",
    reason: "the image was judged for another repository only",
    asOf: AS_OF,
  });
});

test("a verdict on another digest than the present one says nothing", () => {
  const moved = { signature: known(makeVerdict("verified", "same-repo", { subject: digestOf("f") })) };
  assert.equal(signatureOf(withImage(moved)), "not-available");
  assert.equal(signatureOf(withImage({ ...moved, digest: known(digestOf("b")) })), "unsigned");
});

test("while the registry is down, the verdict stands beside the last known digest", () => {
  const digest = {
    outcome: "not-available",
    reason: "unreachable",
    asOf: AS_OF,
    last: { value: digestOf("a"), asOf: AS_OF },
  } as const;
  assert.equal(signatureOf(withImage({ digest, signature: foreignVerdict() })), "untrusted");
  const [unknown] = namedImagesOf(withImage({ digest: { ...digest, last: undefined } as never }), images);
  assert.deepEqual(unknown?.signature, { outcome: "not-available", reason: "unreachable", asOf: AS_OF });
});

test("facets have one signature and one scan for each entry: the worst of its run images", () => {
  const facet = (entry: Entry, id: string): string[] | undefined =>
    facetsOf(entry, images, taxonomy)
      .find((one) => one.id === id)
      ?.values.map(({ value, label }) => `${value}: ${label}`);
  assert.deepEqual(facet(makeImpostor(), "signature"), ["untrusted: Signed by a stranger"]);
  assert.deepEqual(facet(makePair(), "signature"), ["unsigned: Unsigned"]);
  assert.deepEqual(facet(makePair(), "scan"), ["warn: Weaknesses"]);
  assert.deepEqual(facet(makePair(), "tier"), ["none: No tier yet"]);
});

const SIGNERS: [signer: { sourceRepository?: string; sourceRepositoryId?: string }, isOwn: boolean][] = [
  [{}, false],
  [{ sourceRepository: "https://github.com/lab/plugins" }, true],
  [{ sourceRepository: "https://github.com/Lab/Plugins" }, true],
  [{ sourceRepository: "https://github.com/lab/plugins2" }, false],
  [{ sourceRepository: "https://example.org/lab/plugins" }, false],
  [{ sourceRepository: "https://github.com/lab/plugins", sourceRepositoryId: "2" }, false],
  [{ sourceRepository: "https://github.com/old/name", sourceRepositoryId: "1" }, true],
];

for (const [signer, isOwn] of SIGNERS) {
  test(`${JSON.stringify(signer)} is ${isOwn ? "" : "not "}lab/plugins with the number 1`, () => {
    const repository = { host: "github.com", owner: "lab", name: "plugins", id: "1", commit: "x", formerNames: [] };
    assert.equal(isSignedFrom({ kind: "keyless", ...signer }, repository), isOwn);
  });
}
