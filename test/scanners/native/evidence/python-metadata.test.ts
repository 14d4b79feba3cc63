import assert from "node:assert/strict";
import { test } from "node:test";
import { dpkgList } from "../../../../src/scanners/native/evidence/dpkg-list.ts";
import { pythonMetadata } from "../../../../src/scanners/native/evidence/python-metadata.ts";

const PATH = "usr/lib/python3/site-packages/Some_Name-1.5.dist-info/METADATA";

for (const [title, path, text, found] of [
  ["headers", PATH, "Metadata-Version: 2.1\nName: Some.Name\nVersion: 1.5\n\nName: no", "Some.Name 1.5"],
  ["headers with CRLF", PATH, "Name: a\r\nVersion: 2\r\n\r\n", "a 2"],
  ["the first of two names", PATH, "Name: a\nName: b\nVersion: 2\n", "a 2"],
  ["the name of the folder when headers are missing", PATH, "", "Some_Name 1.5"],
  ["the name of a file with a Python version", "x/six-1.16.0-py3.11.egg-info", "", "six 1.16.0"],
  ["nothing but a line of incomplete", "x/noversion.egg-info/PKG-INFO", "\n", undefined],
] as const) {
  test(`takes ${title}`, () => {
    const { evidence, incomplete } = pythonMetadata.read(path, Buffer.from(text));
    const [first] = evidence.kind === "packages" ? evidence.packages : [];
    assert.equal(first && `${first.name} ${first.version}`, found);
    assert.equal(incomplete.length, found === undefined ? 1 : 0);
  });
}

for (const [path, wanted] of [
  ["opt/x.dist-info/METADATA", true],
  ["opt/x.egg-info", true],
  ["opt/x.egg-info/PKG-INFO", true],
  ["opt/x.egg/EGG-INFO/PKG-INFO", true],
  ["opt/x.dist-info/RECORD", false],
  ["opt/METADATA", false],
] as const) {
  test(`${wanted ? "wants" : "leaves"} ${path}`, () => assert.equal(pythonMetadata.wants(path), wanted));
}

test("keeps of a dpkg list only what owns Python metadata, as it reads on a merged /usr", () => {
  const text =
    "/.\n/usr/bin/pip\n/usr/lib/python3/dist-packages/six-1.16.0.egg-info\n/lib/python3/dist-packages/a-1.dist-info/METADATA\n/usr/share/x-info/y\n";
  const { evidence } = dpkgList.read("var/lib/dpkg/info/python3-six:amd64.list", Buffer.from(text));
  assert.deepEqual(evidence, {
    kind: "ownership",
    owner: "python3-six",
    paths: [
      "usr/lib/python3/dist-packages/six-1.16.0.egg-info",
      "usr/lib/python3/dist-packages/a-1.dist-info/METADATA",
    ],
  });
});
