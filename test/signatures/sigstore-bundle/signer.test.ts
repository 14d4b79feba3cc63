import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Bundle } from "@sigstore/bundle";
import { readDer, readUtf8String } from "../../../src/signatures/der.ts";
import { checkCodeSigning, readLeaf } from "../../../src/signatures/sigstore-bundle/certificate.ts";
import { BundleFault } from "../../../src/signatures/sigstore-bundle/fault.ts";
import { readSigner } from "../../../src/signatures/sigstore-bundle/signer.ts";

type ReadSignerInput = Parameters<typeof readSigner>[0];

/** A certificate's extensions, as the library hands them over. */
function signerOf(...extensions: [string, Uint8Array][]): ReadSignerInput {
  const oids = extensions.map(([id, value]) => ({ oid: { id: id.split(".").map(Number) }, value: Buffer.from(value) }));
  return { identity: { oids } } as unknown as ReadSignerInput;
}

const element = (tag: number, text: string | Uint8Array) => Buffer.from([tag, text.length, ...Buffer.from(text)]);
const SAN = "2.5.29.17";
const uri = (text: string): [string, Uint8Array] => [SAN, element(0x30, element(0x86, text))];
const email = (text: string): [string, Uint8Array] => [SAN, element(0x30, element(0x81, text))];
const fulcio = (number: number, text: string): [string, Uint8Array] => [
  `1.3.6.1.4.1.57264.1.${number}`,
  number < 8 ? Buffer.from(text) : element(0x0c, text),
];

test("reads the later extensions first and the raw ones where those are absent", () => {
  const { identity } = readSigner(
    signerOf(uri("https://a/b"), fulcio(1, "old"), fulcio(8, "new"), fulcio(2, "push"), fulcio(5, "lab/plugin")),
  );
  assert.deepEqual(identity, {
    kind: "keyless",
    issuer: "new",
    subjectAltName: "https://a/b",
    sourceRepository: "https://github.com/lab/plugin",
    trigger: "push",
  });
});

test("an address and a URI are told apart; a name of another kind is none that a policy can ask for", () => {
  assert.equal(readSigner(signerOf(email("a@example.org"))).identity.subjectAltName, "a@example.org");
  const other = signerOf([SAN, element(0x30, element(0xa0, "x"))]);
  assert.equal(readSigner(other).identity.subjectAltName, undefined);
});

const refused: [string, ReadSignerInput][] = [
  ["an address that looks like a workflow", signerOf(email("https://github.com/lab/x/.github/workflows/r.yml@refs"))],
  ["a URI that looks like an address", signerOf(uri("a@example.org"))],
  ["two names", signerOf([SAN, element(0x30, Buffer.concat([element(0x86, "a://"), element(0x86, "b://")]))])],
  ["no name", signerOf(fulcio(8, "x"))],
  ["the same extension twice", signerOf(uri("https://a"), fulcio(8, "x"), fulcio(8, "y"))],
  ["a string that is none", signerOf(uri("https://a"), ["1.3.6.1.4.1.57264.1.8", element(0x04, "x")])],
];

for (const [name, signer] of refused) {
  test(`a certificate with ${name} is refused`, () => {
    assert.throws(
      () => readSigner(signer),
      (error) => error instanceof BundleFault && error.reason === "bad-certificate",
    );
  });
}

test("DER that is cut off, indefinite or too long is refused", () => {
  for (const bytes of [[0x30], [0x30, 5, 1], [0x30, 0x80, 0, 0], [0x30, 0x85, 1, 1, 1, 1, 1], [0x30, 0x82, 1]]) {
    assert.throws(() => readDer(Uint8Array.from(bytes)), /DER/);
  }
  assert.equal(readUtf8String(Buffer.from([0x0c, 0x81, 0x02, 0x68, 0x69])), "hi");
  assert.equal(readUtf8String(Buffer.from([0x0c, 1, 0x68, 0x0c, 1, 0x69])), undefined);
});

const root = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../trust/public-good.trusted_root.json"), "utf8"),
);
const chainOf = (list: { certChain: { certificates: { rawBytes: string }[] } }[]) =>
  (list.at(-1)?.certChain.certificates ?? []).map(({ rawBytes }) => Buffer.from(rawBytes, "base64"));

test("certificates that were not issued for code signing are refused", () => {
  const [timestamping = Buffer.alloc(0)] = chainOf(root.timestampAuthorities);
  const authority = chainOf(root.certificateAuthorities).at(-1) ?? Buffer.alloc(0);
  for (const certificate of [timestamping, authority]) {
    assert.throws(
      () => checkCodeSigning(certificate),
      (error) => error instanceof BundleFault && error.reason === "bad-certificate",
    );
  }
});

test("a root in the bundle's chain is refused, wherever it stands", () => {
  const chain = chainOf(root.certificateAuthorities);
  assert.ok(chain.length > 1);
  for (const certificates of [chain, chain.toReversed()]) {
    const content = {
      $case: "x509CertificateChain" as const,
      x509CertificateChain: { certificates: certificates.map((rawBytes) => ({ rawBytes })) },
    };
    assert.throws(
      () => readLeaf({ verificationMaterial: { content } } as unknown as Bundle),
      (error) => error instanceof BundleFault && error.reason === "root-in-bundle",
    );
  }
});
