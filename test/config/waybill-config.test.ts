import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { defaultConfig, parseWaybillConfig } from "../../src/config/waybill-config.ts";

const ROOT = join(import.meta.dirname, "..", "..");

function parse(text: string, folder = "/index") {
  return parseWaybillConfig(folder, "waybill.yml", new TextEncoder().encode(text));
}

test("the least there can be is filled with defaults", () => {
  assert.deepEqual(parse("version: 1\nsources: []\n"), { ...defaultConfig("/index"), sources: [] });
  const config = defaultConfig("/index");
  assert.deepEqual(
    [config.lossPercent, config.includeTestPaths, config.includeUnparseable, config.tiers, config.license],
    [5, false, false, "st4sd", "CC0-1.0"],
  );
});

test("folders are relative to the file, addresses stay as they are", () => {
  const { sources, registries, advisories } = parse(`version: 1
sources:
  - { kind: local-directory, path: repositories }
  - { kind: local-directory, path: /absolute }
  - { kind: git, url: clones/a.git }
  - { kind: git, url: "https://example.org/a.git" }
  - { kind: git, url: "git@example.org:lab/a.git" }
registries:
  - { host: ghcr.io, kind: oci-layout, endpoint: images }
  - { host: quay.io, endpoint: "http://127.0.0.1:5000" }
  - { host: "*" }
advisories: [{ kind: osv-directory, path: advisories }]
`);
  assert.deepEqual(
    sources.map(({ path, url }) => path ?? url),
    [
      "/index/repositories",
      "/absolute",
      "/index/clones/a.git",
      "https://example.org/a.git",
      "git@example.org:lab/a.git",
    ],
  );
  assert.deepEqual(registries, [
    { host: "ghcr.io", kind: "oci-layout", endpoint: "/index/images" },
    { host: "quay.io", endpoint: "http://127.0.0.1:5000" },
    { host: "*" },
  ]);
  assert.deepEqual(advisories, [{ kind: "osv-directory", path: "/index/advisories" }]);
});

test("a registry with lists is a source of images, after the sources that were written", () => {
  const { sources, registries } = parse(`version: 1
sources: [{ kind: git, url: "https://example.org/a.git" }]
registries:
  - { host: images.example.org, kind: harbor, lists: [{ project: skaha }, { catalog: true }] }
  - { host: quay.io, lists: [{ namespace: biocontainers }] }
  - { host: ghcr.io, lists: [] }
`);
  assert.deepEqual(sources.slice(1), [
    { kind: "image-list", host: "images.example.org", lists: [{ project: "skaha" }, { catalog: true }] },
    { kind: "image-list", host: "quay.io", lists: [{ namespace: "biocontainers" }] },
  ]);
  assert.equal(registries.length, 3);
});

test("the address of the site loses its last slashes", () => {
  assert.equal(parse("version: 1\nsources: []\nsiteUrl: https://example.org/x//\n").siteUrl, "https://example.org/x");
});

const wrong: [text: string, said: RegExp][] = [
  ["sources: []\n", /required property 'version'/],
  ["version: 2\nsources: []\n", /:1:10: \/version must be equal to constant/],
  ["version: 1\n", /required property 'sources'/],
  [
    "version: 1\nsources: [{ kind: gitlab }]\n",
    /\/sources\/0\/kind: expected one of .*local-directory.*, got "gitlab"/,
  ],
  [
    "version: 1\nsources: []\nregistries: [{ host: a, kind: oci-layuot }]\n",
    /got "oci-layuot": did you mean `oci-layout`\?/,
  ],
  [
    "version: 1\nsources: []\nregistries: [{ host: a, lists: [{}] }]\n",
    /\/registries\/0\/lists\/0 must NOT have fewer/,
  ],
  [
    "version: 1\nsources: []\nregistries: [{ host: a, lists: [{ project: a, namespace: b }] }]\n",
    /\/registries\/0\/lists\/0 must NOT have more/,
  ],
  [
    "version: 1\nsources: []\nregistries: [{ host: a, lists: [{ project: ../x }] }]\n",
    /\/lists\/0\/project must match pattern/,
  ],
  ["version: 1\nsources: []\nregistries: [{ host: a, lists: [{ catalog: false }] }]\n", /\/catalog must be equal/],
  ["version: 1\nsources: [{ kind: image-list }]\n", /expected one of local-directory, git, github, got "image-list"/],
  ["version: 1\nsources: []\nguard: { lossPercent: 101 }\n", /\/guard\/lossPercent must be <= 100/],
  ["version: 1\nsources: []\nsiteUrl: javascript:alert(1)\n", /\/siteUrl must match pattern/],
  ["version: 1\nsources: []\nowners: { denny: [] }\n", /unknown key `denny` at \/owners: did you mean `deny`\?/],
];

for (const [text, said] of wrong) {
  test(`${JSON.stringify(text)} is refused with its place`, () => {
    assert.throws(() => parse(text), { code: "config-invalid", message: said });
  });
}

test("the example's waybill.yml is read", () => {
  const folder = join(ROOT, "examples", "index-repository");
  const config = parseWaybillConfig(folder, "waybill.yml", readFileSync(join(folder, "waybill.yml")));
  assert.equal(config.sources.length, 1);
  assert.equal(config.sources[0]?.path, join(folder, "repositories"));
});
