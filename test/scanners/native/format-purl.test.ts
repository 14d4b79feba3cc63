import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPurl } from "../../../src/scanners/native/format-purl.ts";

for (const [purl, text] of [
  [
    {
      type: "deb",
      namespace: "debian",
      name: "libstdc++6",
      version: "12.2.0-14+deb12u1",
      qualifiers: { distro: "debian-12", arch: "amd64" },
    },
    "pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64&distro=debian-12",
  ],
  [
    { type: "deb", namespace: "debian", name: "git", version: "1:2.39.5~rc1-0", qualifiers: { arch: undefined } },
    "pkg:deb/debian/git@1:2.39.5~rc1-0",
  ],
  [{ type: "pypi", name: "Typing_Extensions", version: "4.0" }, "pkg:pypi/typing-extensions@4.0"],
  [
    { type: "pypi", name: "a/../b?c#d@e%", version: "1 (x)*'!" },
    "pkg:pypi/a%2F..%2Fb%3Fc%23d%40e%25@1%20%28x%29%2A%27%21",
  ],
  [{ type: "pypi", name: "\ud800", version: "1" }, "pkg:pypi/%EF%BF%BD@1"],
] as const) {
  test(`writes ${text}`, () => assert.equal(formatPurl(purl), text));
}
