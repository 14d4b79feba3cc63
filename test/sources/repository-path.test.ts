import assert from "node:assert/strict";
import { test } from "node:test";
import { blobOidOf } from "../../src/sources/blob-oid.ts";
import { comparePaths, pathFault, printable, resolveLink } from "../../src/sources/repository-path.ts";

const usable = ["a.json", "a/b/c.json", ".github/x", "-x", "a\nb", "é/\u{1F600}", ".gitignore", "..a", "a.git"];
const faulty = ["", "/a", "a/", "a//b", "./a", "a/../b", "..", ".git", "sub/.git/config", ".GIT/x", "a\0b", "a\uFFFDb"];

for (const path of usable)
  test(`the path ${JSON.stringify(path)} is usable`, () => assert.equal(pathFault(path), undefined));
for (const path of [...faulty, "\uD800", "x".repeat(4097)]) {
  test(`the path ${JSON.stringify(path).slice(0, 40)} is refused`, () => assert.ok(pathFault(path)));
}

const links: [path: string, target: string, place: string | undefined][] = [
  ["a", "b", "b"],
  ["s/a", "b", "s/b"],
  ["s/a", "../b", "b"],
  ["s/a", "./../s//b/", "s/b"],
  ["s/a", "../../b", undefined],
  ["a", "..", undefined],
  ["a", "/etc/passwd", undefined],
  ["s/t/a", "..", "s"],
];

for (const [path, target, place] of links) {
  test(`a link at ${path} to ${target} leads to ${place ?? "nowhere inside"}`, () => {
    assert.equal(resolveLink(path, target), place);
  });
}

test("paths are ordered by code unit, not by locale", () => {
  assert.deepEqual(["b", "a/b", "a-b", "Z", "é"].sort(comparePaths), ["Z", "a-b", "a/b", "b", "é"]);
});

test("what is shown to people is one line of at most 200 characters", () => {
  assert.equal(printable("a\n\u001b[31mb\u202e"), "a [31mb");
  assert.equal(printable("x".repeat(500)).length, 200);
});

test("object ids are git's", () => {
  // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  assert.equal(blobOidOf(Buffer.from("test content\n")), "d670460b4b4aece5915caf5c68d12f560a9fe3e4");
  assert.equal(blobOidOf(new Uint8Array()), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
});
