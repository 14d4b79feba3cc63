import assert from "node:assert/strict";
import { test } from "node:test";
import { BundleFault } from "../../../src/signatures/sigstore-bundle/fault.ts";
import { checkProvenance } from "../../../src/signatures/sigstore-bundle/provenance.ts";

const SOURCE = "https://github.com/lab/plugin";
const REF = "refs/tags/v1";
const WORKFLOW = ".github/workflows/release.yml";
const SAN = `${SOURCE}/${WORKFLOW}@${REF}`;
const COMMIT = "a".repeat(40);
const CLAIMS = {
  identity: {
    kind: "keyless" as const,
    subjectAltName: SAN,
    sourceRepository: SOURCE,
    sourceRef: REF,
    commit: COMMIT,
  },
  buildConfig: SAN,
};

const v1 = (workflow: object, builder = SAN, dependencies: unknown = []) => ({
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: { externalParameters: { workflow }, resolvedDependencies: dependencies },
    runDetails: { builder: { id: builder } },
  },
});
const v02 = (uri: string, sha1 = COMMIT, builder = "https://github.com/actions/runner/github-hosted") => ({
  predicateType: "https://slsa.dev/provenance/v0.2",
  predicate: { builder: { id: builder }, invocation: { configSource: { uri, digest: { sha1 } } } },
});
const GOOD = { repository: SOURCE, ref: REF, path: WORKFLOW };
const dependency = (uri: string, gitCommit: string) => [{ uri, digest: { gitCommit } }];

const agreeing: [string, ReturnType<typeof v1> | ReturnType<typeof v02>][] = [
  ["v1 as GitHub writes it", v1(GOOD, SAN, dependency(`git+${SOURCE}@${REF}`, COMMIT))],
  ["v1 with other case in owner and name", v1({ ...GOOD, repository: "https://github.com/Lab/Plugin" })],
  ["v1 with an older kind of builder", v1(GOOD, "https://github.com/actions/runner/github-hosted")],
  ["v1 with a dependency elsewhere", v1(GOOD, SAN, dependency("git+https://github.com/x/y@refs/heads/main", "b"))],
  ["v1 that says nothing", v1({}, "https://builder.example.org")],
  ["v0.2", v02(`git+${SOURCE}@${REF}`)],
  ["v0.2 without a source", v02("")],
];

for (const [name, statement] of agreeing) {
  test(`${name} agrees with the certificate`, () => checkProvenance(statement, CLAIMS));
}

const contradicting: [string, ReturnType<typeof v1> | ReturnType<typeof v02>, RegExp][] = [
  ["another repository", v1({ ...GOOD, repository: "https://github.com/trusted/upstream" }), /the repository/],
  ["another ref", v1({ ...GOOD, ref: "refs/tags/v2" }), /the ref/],
  ["another workflow", v1({ ...GOOD, path: ".github/workflows/ci.yml" }), /the workflow/],
  [
    "another builder",
    v1(GOOD, "https://github.com/trusted/builder/.github/workflows/b.yml@refs/tags/v1"),
    /the builder/,
  ],
  ["another commit of its source", v1(GOOD, SAN, dependency(`git+${SOURCE}@${REF}`, "b".repeat(40))), /the commit/],
  ["another repository, v0.2", v02(`git+https://github.com/trusted/upstream@${REF}`), /the repository/],
  ["another ref, v0.2", v02(`git+${SOURCE}@refs/heads/main`), /the ref/],
  ["another commit, v0.2", v02(`git+${SOURCE}@${REF}`, "b".repeat(40)), /the commit/],
];

for (const [name, statement, message] of contradicting) {
  test(`provenance that names ${name} is a mismatch`, () => {
    assert.throws(
      () => checkProvenance(statement, CLAIMS),
      (error) => error instanceof BundleFault && error.reason === "provenance-mismatch" && message.test(error.message),
    );
  });
}

test("other predicates are not compared", () => {
  checkProvenance({ predicateType: "https://spdx.dev/Document", predicate: GOOD }, CLAIMS);
});
