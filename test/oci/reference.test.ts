import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Digest, Reference } from "../../src/model/image.ts";
import { isProblem } from "../../src/oci/problem.ts";
import { formatReference, parseReference } from "../../src/oci/reference.ts";
import { dataPath } from "../parts/presence.ts";

const HEX = "2d7ecc9c5e08953d586a6e50c29b91479a48f69ac1ba1f9dc0420d18a728dfc5";
const SHA512 = `sha512:${HEX}${HEX}` as const;

const READ: [text: string, expected: Reference][] = [
  ["ubuntu", { host: "docker.io", repository: "library/ubuntu" }],
  ["ubuntu:22.04", { host: "docker.io", repository: "library/ubuntu", tag: "22.04" }],
  ["ubuntu:22.04 \t\n", { host: "docker.io", repository: "library/ubuntu", tag: "22.04" }],
  ["wipp/plugin:0.0.1", { host: "docker.io", repository: "wipp/plugin", tag: "0.0.1" }],
  ["docker.io/ubuntu", { host: "docker.io", repository: "library/ubuntu" }],
  ["index.docker.io/wipp/plugin", { host: "docker.io", repository: "wipp/plugin" }],
  ["registry-1.docker.io/wipp/plugin", { host: "docker.io", repository: "wipp/plugin" }],
  ["docker://boutiques/example1:test", { host: "docker.io", repository: "boutiques/example1", tag: "test" }],
  ["docker://quay.io/a/b", { host: "quay.io", repository: "a/b" }],
  ["GHCR.IO/lab/x:V1", { host: "ghcr.io", repository: "lab/x", tag: "V1" }],
  ["localhost/x", { host: "localhost", repository: "x" }],
  ["localhost:5000/x:y", { host: "localhost:5000", repository: "x", tag: "y" }],
  ["localhost:5000", { host: "docker.io", repository: "library/localhost", tag: "5000" }],
  ["127.0.0.1:5000/a/b/c", { host: "127.0.0.1:5000", repository: "a/b/c" }],
  ["[::1]:5000/x:1", { host: "[::1]:5000", repository: "x", tag: "1" }],
  ["[2001:0DB8::0:1]/x", { host: "[2001:db8::1]", repository: "x" }],
  ["a/b__c--d.e:1_2.3-4", { host: "docker.io", repository: "a/b__c--d.e", tag: "1_2.3-4" }],
  [`x/y:1@sha256:${HEX}`, { host: "docker.io", repository: "x/y", tag: "1", digest: `sha256:${HEX}` }],
  [`ghcr.io/x/y@${SHA512}`, { host: "ghcr.io", repository: "x/y", digest: SHA512 }],
  [`x/y:${"t".repeat(128)}`, { host: "docker.io", repository: "x/y", tag: "t".repeat(128) }],
];

const REFUSED: [text: string, problem: RegExp][] = [
  ["", /empty/],
  ["  \n", /empty/],
  ["@@CONTAINER_IMAGE@@", /placeholder/],
  ["$IMAGE_NAME", /placeholder/],
  ["x/y:{{ context.version }}", /placeholder/],
  ["lsstsqre/centos:$" + "{VERSION}", /placeholder/],
  ["<user>/image", /placeholder/],
  ["shub://gkiar/ndmg-cbrain:master", /shub:\/\//],
  ["oras://ghcr.io/x/y", /oras:\/\//],
  ["https://hub.docker.com/r/x/y", /https:\/\//],
  ["docker://docker://x", /host|tag/],
  ["docker://index.docker.io", /no repository/],
  ["docker.io", /no repository/],
  ["docker://", /repository/],
  ["quay.io/biocontainers/ucsc-bedToBigBed:377", /upper case/],
  ["Ubuntu", /upper case/],
  ["x y", /blank/],
  ["x\u0000y", /control/],
  ["x/y:", /tag/],
  ["x/y:-1", /tag/],
  [`x/y:${"t".repeat(129)}`, /tag/],
  ["x/y@sha256:abc", /digest/],
  [`x/y@sha256:${HEX.toUpperCase()}`, /digest/],
  [`x/y@sha256:${HEX}@sha256:${HEX}`, /digest/],
  [`sha256:${HEX}`, /bare digest/],
  [HEX, /image id/],
  ["x//y", /repository/],
  ["ghcr.io/", /repository/],
  ["../../etc/passwd", /host|repository/],
  ["ghcr.io/../x", /repository/],
  ["x/-y", /repository/],
  ["-host.org/x", /host/],
  ["host.org:0/x", /host/],
  ["host.org:65536/x", /host/],
  ["[::1%eth0]/x", /host/],
  ["[::zz]/x", /host/],
  [`h.org/${"a/".repeat(127)}aa`, /255/],
  ["x".repeat(2000), /1024/],
  ["{}", /repository/],
];

describe("parseReference", () => {
  for (const [text, expected] of READ) {
    test(`reads ${JSON.stringify(text.slice(0, 60))}`, () => assert.deepEqual(parseReference(text), expected));
  }
  for (const [text, problem] of REFUSED) {
    test(`answers a problem for ${JSON.stringify(text.slice(0, 60))}`, () => {
      const answer = parseReference(text);
      assert.ok(isProblem(answer), JSON.stringify(answer));
      assert.match(answer.problem, problem);
    });
  }

  test("keeps credentials that somebody wrote into a reference out of the problem", () => {
    for (const text of ["user:s3cret@host.org/x", "https://user:s3cret@host.org/x", "docker://user:s3cret@h.org/x:1"]) {
      const answer = parseReference(text);
      assert.ok(isProblem(answer));
      assert.doesNotMatch(answer.problem, /s3cret/);
    }
  });

  test("gives back what formatReference writes", () => {
    fc.assert(
      fc.property(references(), (reference) => {
        assert.deepEqual(parseReference(formatReference(reference)), reference);
      }),
      { verbose: true },
    );
  });

  test("never throws, and what it reads has one text", () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.stringMatching(/^[a-z.:/@[\]{}$]{0,40}$/));
    fc.assert(
      fc.property(text, (written) => {
        const answer = parseReference(written);
        if (!isProblem(answer)) assert.deepEqual(parseReference(formatReference(answer)), answer);
      }),
      { verbose: true },
    );
  });

  test("answers a hostile text in linear time", () => {
    const start = performance.now();
    for (const text of ["a-".repeat(500), `${"-".repeat(1000)}a`, `[${":".repeat(1000)}`, `a${"__".repeat(500)}`])
      parseReference(text);
    assert.ok(performance.now() - start < 100);
  });

  test("answers a reference or a problem for every image of the corpus", (t) => {
    const path = dataPath(t, "corpus", "IMAGE_REFS.tsv");
    if (path === undefined) return;
    const texts = readFileSync(path, "utf8")
      .split("\n")
      .slice(1)
      .filter(Boolean)
      .map((line) => line.split("\t")[1] ?? "");
    const problems = texts.filter((text) => isProblem(parseReference(text)));
    assert.ok(texts.length > 400);
    // Read by eye: placeholders, schemes of other worlds, upper case, prose and an $include.
    assert.deepEqual([...new Set(problems)].length, 20);
    assert.deepEqual(
      problems.filter((text) => /^[a-z0-9./_-]+(:[\w.-]+)?$/.test(text)),
      [],
    );
  });
});

function references(): fc.Arbitrary<Reference> {
  const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?$/);
  const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:[._]|__|--?)[a-z0-9]{1,6}){0,2}$/);
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const name = fc.oneof(
    fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join(".")),
    fc.ipV6().map((address) => URL.parse(`http://[${address}]/`)?.hostname ?? "[::1]"),
    fc.constantFrom("localhost", "127.0.0.1"),
  );
  const host = fc
    .tuple(name, fc.option(fc.integer({ min: 1, max: 65535 })))
    .map(([text, port]) => (port === null ? text : `${text}:${port}`));
  const place = fc.oneof(
    fc.record({
      host,
      repository: fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    }),
    fc.record({
      host: fc.constant("docker.io"),
      repository: fc.array(component, { minLength: 2, maxLength: 3 }).map((parts) => parts.join("/")),
    }),
  );
  const digest: fc.Arbitrary<Digest> = fc.oneof(
    hex(64).map((text): Digest => `sha256:${text}`),
    hex(128).map((text): Digest => `sha512:${text}`),
  );
  const rest = fc.record({ tag: fc.stringMatching(/^\w[\w.-]{0,20}$/), digest }, { requiredKeys: [] });
  return fc.tuple(place, rest).map(([where, what]) => ({ ...where, ...what }));
}
