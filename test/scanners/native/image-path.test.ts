import assert from "node:assert/strict";
import { test } from "node:test";
import { isUsrMergeLink, mergeUsr, normalizePath, resolveLink } from "../../../src/scanners/native/image-path.ts";

for (const [name, path] of [
  ["./etc/os-release", "etc/os-release"],
  ["/etc//os-release/", "etc/os-release"],
  ["a/../var/lib/dpkg/status", "var/lib/dpkg/status"],
  ["../../etc/passwd", "etc/passwd"],
  ["./", ""],
  ["..", ""],
] as const) {
  test(`resolves ${name} inside the root`, () => assert.equal(normalizePath(name), path));
}

test("maps what lies below a merged root, not the link itself", () => {
  assert.equal(mergeUsr("lib/apk/db/installed"), "usr/lib/apk/db/installed");
  assert.equal(mergeUsr("lib"), "lib");
  assert.equal(mergeUsr("library/x"), "library/x");
  assert.equal(mergeUsr("usr/lib/x"), "usr/lib/x");
});

test("knows a usrmerge link from any other", () => {
  assert.equal(isUsrMergeLink("lib", "usr/lib"), true);
  assert.equal(isUsrMergeLink("lib64", "/usr/lib64"), true);
  assert.equal(isUsrMergeLink("lib", "opt/lib"), false);
  assert.equal(isUsrMergeLink("var", "usr/var"), false);
});

test("resolves a link from its own folder and never above the root", () => {
  assert.equal(resolveLink("etc/os-release", "../usr/lib/os-release"), "usr/lib/os-release");
  assert.equal(resolveLink("etc/os-release", "/usr/lib/os-release"), "usr/lib/os-release");
  assert.equal(resolveLink("etc/os-release", "../../../../x"), "x");
});
