import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTrustPolicy } from "../../src/config/trust-policy.ts";
import { chooseScope } from "../../src/signatures/choose-scope.ts";

const settings = parseTrustPolicy(
  "trust-policy.yml",
  Buffer.from(`version: 1
authorities:
  a: { keyless: { issuer: "https://a.example.org", email: a@example.org } }
scopes:
  - images: [ "ghcr.io/**" ]
    accept: { anyOf: [ same-repo ] }
  - images: [ "ghcr.io/lab/**", "docker.io/lab/*" ]
    accept: { allOf: [ same-repo, { authority: a, kind: signature } ] }
`),
);

const rows: [string, string, string | undefined][] = [
  ["ghcr.io", "other/plugin", "ghcr.io/**"],
  ["ghcr.io", "lab/plugin", "ghcr.io/lab/**"],
  ["ghcr.io", "lab-evil/plugin", "ghcr.io/**"],
  ["docker.io", "lab/plugin", "docker.io/lab/*"],
  ["docker.io", "lab/deep/plugin", undefined],
  ["quay.io", "lab/plugin", undefined],
];

for (const [host, repository, pattern] of rows) {
  test(`${host}/${repository} is judged by ${pattern ?? "the defaults"}`, () => {
    assert.equal(chooseScope(settings, { host, repository, tag: "v1" }).pattern, pattern);
  });
}

test("without a match the defaults and same-repo hold", () => {
  assert.deepEqual(chooseScope(settings, { host: "quay.io", repository: "x" }), {
    combine: "anyOf",
    requirements: [{ authority: "same-repo" }],
  });
});

test("a scope keeps how its requirements combine", () => {
  const scope = chooseScope(settings, { host: "ghcr.io", repository: "lab/plugin" });
  assert.deepEqual([scope.combine, scope.requirements.length], ["allOf", 2]);
});
