import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultTrustPolicySettings, parseTrustPolicy } from "../../src/config/trust-policy.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";

const parse = (text: string) => parseTrustPolicy("trust-policy.yml", Buffer.from(text));

/** The example of the design, without what is not supported yet. */
const EXAMPLE = `version: 1
trustRoots:
  public-good: { file: trust/public-good.trusted_root.json, require: { log: 1, sct: 1, time: 1 } }
  github:      { file: trust/github.trusted_root.json,      require: { log: 0, sct: 0, time: 1 } }
defaults:
  mode: warn
  predicates:
    signature:  [ https://sigstore.dev/cosign/sign/v1, cosign-simple-signing ]
    provenance: [ https://slsa.dev/provenance/v1, https://slsa.dev/provenance/v0.2 ]
  recordMaxAgeDays: 30
authorities:
  same-repo:
    keyless:
      issuer: https://token.actions.githubusercontent.com
      sourceRepository: "https://github.com/\${manifest.repo}"
      sourceRepositoryId: "\${manifest.repoId}"
      signer: "https://github.com/\${manifest.repo}/.github/workflows/*@**"
      refs: [ "refs/tags/**", "refs/heads/\${manifest.defaultBranch}" ]
      triggers: [ push, release, workflow_dispatch, schedule ]
      runner: any
  trusted-builders:
    keyless: { issuer: https://token.actions.githubusercontent.com, sourceRepository: "https://github.com/\${manifest.repo}",
               signer: "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v*" }
  nist-release-key:
    key: { file: trust/keys/nist-release.pub, log: optional, validFrom: 2025-01-01, validUntil: 2027-12-31 }
  curator: { keyless: { issuer: https://github.com/login/oauth, email: curator@example.org } }
scopes:
  - images: [ "ghcr.io/**", "docker.io/**" ]
    accept: { anyOf: [ same-repo, trusted-builders ] }
  - images: [ "docker.io/wipp/**" ]
    accept: { anyOf: [ nist-release-key ] }
  - images: [ "registry.example.org/gold/**" ]
    accept: { allOf: [ { authority: same-repo, kind: provenance }, { authority: curator, kind: signature } ] }
revoked: { signatures: [], keys: [], digests: [], workflows: [] }
`;

test("reads the example of the documentation", () => {
  const settings = parse(EXAMPLE);
  assert.deepEqual(
    settings.trustRoots?.map(({ name }) => name),
    ["public-good", "github"],
  );
  assert.deepEqual(
    settings.authorities.map(({ name, key }) => [name, key !== undefined]),
    [
      ["same-repo", false],
      ["trusted-builders", false],
      ["nist-release-key", true],
      ["curator", false],
    ],
  );
  assert.deepEqual(
    settings.scopes.map(({ combine }) => combine),
    ["anyOf", "anyOf", "allOf"],
  );
});

test("the same-repo rule of the documentation is the one that holds without a file", () => {
  const [documented] = parse(EXAMPLE).authorities;
  const [built] = defaultTrustPolicySettings().authorities;
  assert.deepEqual(documented, built);
});

test("a file with only its version is the default policy", () => {
  assert.deepEqual(parse("version: 1\n"), defaultTrustPolicySettings());
});

const keyless = (fields: string) =>
  `version: 1\nauthorities: { a: { keyless: { issuer: "https://a.example.org", ${fields} } } }\n`;
const scopes = (text: string) => `version: 1\nscopes: [ ${text} ]\n`;

const refused: [string, string, RegExp][] = [
  ["an unknown key", "version: 1\nscope: []\n", /trust-policy\.yml:2:1: unknown key `scope` .*did you mean `scopes`/],
  ["an unknown key deep inside", keyless("email: a@b.org, isuer: x"), /unknown key `isuer`.*did you mean `issuer`/],
  ["another version", "version: 2\n", /\/version/],
  ["no version", "scopes: []\n", /version/],
  ["an authority without identity", keyless("runner: any"), /signer/],
  ["an authority that is nothing", "version: 1\nauthorities: { a: {} }\n", /\/authorities\/a/],
  ["an authority with two names", keyless("email: a@b.org, signer: x"), /expected one of them/],
  [
    "an authority that is identity and key",
    'version: 1\nauthorities: { a: { keyless: { issuer: "https://a", email: a@b.org }, key: { file: k } } }\n',
    /\/authorities\/a/,
  ],
  [
    "a trigger that strangers can cause",
    keyless("signer: x, triggers: [ pull_request_target ]"),
    /expected one of push/,
  ],
  ["an email with a wildcard", keyless("email: '*@b.org'"), /\/authorities\/a\/keyless\/email/],
  ["an issuer without https", "version: 1\nauthorities: { a: { keyless: { issuer: x, signer: y } } }\n", /issuer/],
  ["an unknown variable", keyless(`signer: 'https://github.com/\${manifest.rep}/x'`), /did you mean `manifest\.repo`/],
  ["a variable of the environment", keyless(`signer: '\${HOME}'`), /unknown variable `\$\{HOME\}`/],
  [
    "an authority that does not exist",
    scopes("{ images: [ x ], accept: { anyOf: [ same-rep ] } }"),
    /did you mean `same-repo`/,
  ],
  ["anyOf and allOf", scopes("{ images: [ x ], accept: { anyOf: [ same-repo ], allOf: [ same-repo ] } }"), /\/accept/],
  [
    "the same images twice",
    scopes("{ images: [ x ], accept: { anyOf: [ same-repo ] } }, { images: [ x ], accept: { anyOf: [ same-repo ] } }"),
    /stand in two scopes/,
  ],
  [
    "a root without any proven time",
    "version: 1\ntrustRoots: { a: { file: r.json, require: { log: 1, sct: 1, time: 0 } } }\n",
    /\/trustRoots\/a\/require\/time/,
  ],
  [
    "a root outside its folder",
    "version: 1\ntrustRoots: { a: { file: ../r.json, require: { log: 1, sct: 1, time: 1 } } }\n",
    /leaves the folder/,
  ],
  ["a digest that is none", "version: 1\nrevoked: { digests: [ sha256:abc ] }\n", /\/revoked\/digests\/0/],
  [
    "`mode: require` by default",
    "version: 1\ndefaults:\n  mode: require\n",
    /^trust-policy\.yml:3:9: \/defaults\/mode: not supported yet: `mode: require`; images are listed/,
  ],
  [
    "`mode: require` of a scope",
    scopes(
      "{ images: [ x ], accept: { anyOf: [ same-repo ] } }, { images: [ y ], mode: require, accept: { anyOf: [ same-repo ] } }",
    ),
    /^trust-policy\.yml:2:\d+: \/scopes\/1\/mode: not supported yet/,
  ],
  ["a verdict for ever", "version: 1\ndefaults: { reverifyDays: 0 }\n", /:2:27: \/defaults\/reverifyDays/],
  [
    "the age of a root",
    "version: 1\ntrustRoots: { a: { file: r, require: { log: 1, sct: 1, time: 1 }, maxAgeDays: 9 } }\n",
    /:2:\d+: \/trustRoots\/a\/maxAgeDays: not supported yet/,
  ],
  ["a revoked key", "version: 1\nrevoked: { keys: [ abc ] }\n", /:2:18: \/revoked\/keys: not supported yet/],
  ["no YAML", "version: [\n", /trust-policy\.yml:/],
  ["an alias bomb", `a: &a [x,x]\nb: &b [*a,*a]\nversion: 1\nc: [${"*b,".repeat(500)}]\n`, /trust-policy\.yml:/],
];

for (const [name, text, message] of refused) {
  test(`refuses ${name}, and says where and why`, () => {
    assert.throws(
      () => parse(text),
      (error) => {
        assert.ok(error instanceof WaybillError);
        assert.equal(error.code, "config-invalid");
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test("accepts what asks for nothing: `mode: warn` and an empty list of keys", () => {
  const text = "version: 1\ndefaults: { mode: warn }\nrevoked: { keys: [] }\n";
  assert.deepEqual(parse(text), defaultTrustPolicySettings());
});

test("a key named __proto__ is an unknown key and pollutes nothing", () => {
  assert.throws(() => parse('version: 1\n"__proto__": { mode: require }\n'), WaybillError);
  assert.equal(Object.hasOwn(Object.prototype, "mode"), false);
});
