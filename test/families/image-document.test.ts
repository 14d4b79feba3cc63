import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import type { NormalizedPlugin } from "../../src/families/family.ts";
import { imageDocument } from "../../src/families/image-document.ts";

const COMMANDS = JSON.stringify([
  { name: "dcm2niix", type: "docker", "command-line": "run #X#", version: "1.5" },
  { name: "dcm2niix", type: "docker", "command-line": "other", image: "xnat/other:2" },
  { name: "qc", type: "docker", "command-line": "qc" },
]);

function normalize(reference: unknown, labels: unknown, more: object = {}): NormalizedPlugin[] {
  const config = { digest: `sha256:${"a".repeat(64)}`, labels, exposedPorts: [], volumes: [], ...more };
  const document = parseDocument("@image", new TextEncoder().encode(JSON.stringify({ reference, config })));
  return imageDocument.recognizes(document.root)
    ? imageDocument.normalize(document, { path: "@image", repositoryName: "x" })
    : [];
}

const dialects: [labels: Record<string, string>, expected: Record<string, unknown>][] = [
  [{ "ca.nrc.cadc.skaha.type": "notebook" }, { dialect: "canfar", name: "astroml", version: "24.07" }],
  [
    { name: "Radiomics", version: "2.0", authorization: "x" },
    { dialect: "chaimeleon", name: "Radiomics", version: "2.0" },
  ],
  [
    { software: "abyss", "software.version": "2.1.5-7-deb" },
    { dialect: "biocontainers", name: "abyss", version: "2.1.5-7-deb" },
  ],
  [{ "org.opencontainers.image.title": "Seg" }, { dialect: "opencontainers", name: "Seg", version: "24.07" }],
  [{}, { dialect: undefined, name: "astroml", version: "24.07" }],
  [{ maintainer: "somebody" }, { dialect: undefined, name: "astroml", version: "24.07" }],
];

for (const [labels, expected] of dialects) {
  test(`labels ${Object.keys(labels).join(", ") || "(none)"} give one plugin whose image is the one that has them`, () => {
    const [one, ...rest] = normalize("images.example/skaha/astroml:24.07", labels);
    assert.ok(one && rest.length === 0 && one.tool === undefined);
    const { dialect, name, version, images, family, from } = one.plugin;
    assert.deepEqual({ dialect, name, version: version?.raw }, expected);
    assert.deepEqual(images, [{ raw: "images.example/skaha/astroml:24.07", role: "run" }]);
    assert.deepEqual([family, from["/images/0"]], ["image-labels", "derived"]);
  });
}

test("an image that says nothing keeps its command, user and ports", () => {
  const [one] = normalize("h.example/a:latest", {}, { entrypoint: ["/run"], user: "1000", exposedPorts: ["80/tcp"] });
  assert.deepEqual(
    [one?.plugin.run.command, one?.plugin.run.user, one?.plugin.run.ports, one?.plugin.version],
    [["/run"], "1000", [{ port: 80, protocol: "tcp" }], undefined],
  );
});

test("commands in a label are plugins of their own, also beside other labels, each with a name of its own", () => {
  const labels = { "org.nrg.commands": COMMANDS, "org.opencontainers.image.title": "Tools" };
  const plugins = normalize("h.example/x/tools:1.0", labels);
  assert.deepEqual(
    plugins.map(({ tool, plugin }) => [tool, plugin.family, plugin.version?.raw, plugin.images.map(({ raw }) => raw)]),
    [
      ["dcm2niix", "xnat-labels", "1.5", ["h.example/x/tools:1.0"]],
      ["dcm2niix-2", "xnat-labels", "1.0", ["h.example/x/tools:1.0", "xnat/other:2"]],
      ["qc", "xnat-labels", "1.0", ["h.example/x/tools:1.0"]],
    ],
  );
});

test("a base image moves behind the image itself, with where it was told", () => {
  const labels = { "org.opencontainers.image.title": "T", "org.opencontainers.image.base.name": "debian:12" };
  const [one] = normalize("h.example/a:1.0", labels);
  assert.deepEqual(one?.plugin.images, [
    { raw: "h.example/a:1.0", role: "run" },
    { raw: "debian:12", role: "base" },
  ]);
  assert.deepEqual([one?.plugin.from["/images/0"], one?.plugin.from["/images/1"]], ["derived", "image-label"]);
});

const hostile: [what: string, reference: unknown, labels: unknown, more: object, plugins: number][] = [
  ["no reference", undefined, {}, {}, 0],
  ["a reference of another type", ["a"], {}, {}, 0],
  ["labels that are a list", "h.example/a:1", ["x"], {}, 1],
  ["labels that are no texts", "h.example/a:1", { name: 1, version: {}, software: null }, {}, 1],
  ["a prototype in the labels", "h.example/a:1", JSON.parse('{"__proto__":"x","name":"n","version":"1"}'), {}, 1],
  ["a reference that is none", "NOT A REFERENCE", {}, {}, 1],
  ["no digest", "h.example/a:1", {}, { digest: "x" }, 0],
];

for (const [what, reference, labels, more, count] of hostile) {
  test(`${what}: ${count} plugins, and nothing is thrown`, () => {
    assert.equal(normalize(reference, labels, more).length, count);
    assert.equal(({} as Record<string, unknown>)["name"], undefined);
  });
}
