import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dpkgStatus } from "../../../../src/scanners/native/evidence/dpkg-status.ts";
import type { FoundPackage } from "../../../../src/scanners/native/layer-facts.ts";
import { dataPath } from "../../../parts/presence.ts";

function read(text: string | Uint8Array): { packages: FoundPackage[]; incomplete: string[] } {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const { evidence, incomplete } = dpkgStatus.read("var/lib/dpkg/status", bytes);
  assert.equal(evidence.kind, "packages");
  return { packages: evidence.kind === "packages" ? evidence.packages : [], incomplete };
}

test("takes source name and source version, else the package's own", () => {
  const { packages } = read(
    [
      "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36-9+deb12u4\nSource: glibc\n",
      "Package: bsdutils\nStatus: install ok installed\nVersion: 1:2.38.1-5\nSource: util-linux (2.38.1-5)\nDescription: x\n Version: 9\n .\n more\n",
      "Package: adduser\nStatus: install ok installed\nVersion: 3.134\n",
    ].join("\n"),
  );
  assert.deepEqual(packages, [
    {
      type: "deb",
      name: "libc6",
      version: "2.36-9+deb12u4",
      architecture: "amd64",
      source: { name: "glibc", version: "2.36-9+deb12u4" },
    },
    { type: "deb", name: "bsdutils", version: "1:2.38.1-5", source: { name: "util-linux", version: "2.38.1-5" } },
    { type: "deb", name: "adduser", version: "3.134", source: { name: "adduser", version: "3.134" } },
  ]);
});

for (const [status, count] of [
  ["install ok installed", 1],
  ["install ok unpacked", 1],
  ["install ok triggers-pending", 1],
  ["hold ok installed", 1],
  ["deinstall ok config-files", 0],
  ["purge ok not-installed", 0],
] as const) {
  test(`counts ${count} package in the state "${status}"`, () => {
    assert.equal(read(`Package: x\nStatus: ${status}\nVersion: 1\n`).packages.length, count);
  });
}

test("takes stanzas without a state, as distroless has them", () => {
  assert.equal(read("Package: tzdata\nVersion: 2024a-0+deb12u1\n").packages.length, 1);
});

test("says what it could not read and keeps the rest", () => {
  const { packages, incomplete } = read("Package: a\n\nVersion: 1\n\nPackage: b\nVersion: 1\r\n\r\ngarbage");
  assert.deepEqual(
    packages.map(({ name }) => name),
    ["b"],
  );
  assert.deepEqual(incomplete, ["var/lib/dpkg/status: 3 entries without a package name or a version"]);
});

test("wants the database and distroless stanzas, not their checksums", () => {
  assert.equal(dpkgStatus.wants("var/lib/dpkg/status"), true);
  assert.equal(dpkgStatus.wants("var/lib/dpkg/status.d/base"), true);
  assert.equal(dpkgStatus.wants("var/lib/dpkg/status.d/base.md5sums"), false);
  assert.equal(dpkgStatus.wants("var/lib/dpkg/status-old"), false);
  assert.equal(dpkgStatus.isFolder("var/lib"), true);
  assert.equal(dpkgStatus.isFolder("var/lib/dpk"), false);
});

test("reads real databases: bookworm 211, bullseye 190", (t) => {
  const folder = dataPath(t, "advisories", "inventory", "own");
  if (folder === undefined) return;
  assert.equal(read(readFileSync(join(folder, "bookworm-211.status"))).packages.length, 211);
  assert.equal(read(readFileSync(join(folder, "bullseye.status"))).packages.length, 190);
});

test("reads every status file of other scanners' fixtures without a crash", (t) => {
  const folder = dataPath(t, "advisories", "inventory");
  if (folder === undefined) return;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("status"));
  assert.ok(files.length > 4);
  for (const file of files) {
    for (const found of read(readFileSync(join(folder, file))).packages) assert.ok(found.name && found.version);
  }
});
