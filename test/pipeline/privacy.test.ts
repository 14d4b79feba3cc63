import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunObservation } from "../../src/catalog/observation.ts";
import { runPipeline } from "../../src/pipeline/pipeline.ts";
import type { ResolvedImage } from "../../src/registries/registry.ts";
import { digestOf, fakeRegistry, fakeSource, makeRepository, makeRun, ownManifest, resolvedImage } from "./make-run.ts";

const ADDRESS = "jane.doe@example.org";
const NAME = "ghcr.io/lab/segment:1.0.0";

async function observe(
  manifest: Record<string, unknown>,
  image: ResolvedImage = resolvedImage("a"),
): Promise<RunObservation> {
  const registry = fakeRegistry({ [NAME]: image, [`${NAME}@${digestOf("a")}`]: image });
  const source = fakeSource([
    { repository: makeRepository("lab", "plugins"), files: { "x.plugin.json": ownManifest(manifest) } },
  ]);
  const { observation } = await runPipeline(makeRun({ sources: [source], registryOf: () => registry }));
  return observation;
}

/** One field of the manifest with an address in it, anywhere a text may stand. */
const fields: Record<string, unknown>[] = [
  { name: `by ${ADDRESS}` },
  { title: `Segment (${ADDRESS})` },
  { summary: ADDRESS },
  { description: `Mail <${ADDRESS}>, or mailto:${ADDRESS}.` },
  { version: `1.0.0 ${ADDRESS}` },
  { license: `ask ${ADDRESS}` },
  { authors: [{ name: `Jane ${ADDRESS}`, email: ADDRESS, affiliation: ADDRESS }] },
  { authors: [{ name: "Jane", email: ADDRESS }] },
  { authors: [{ name: ADDRESS }] },
  { links: [{ rel: "source", url: `https://example.org/?mail=${ADDRESS}` }] },
  { citations: [{ text: `J. Doe, ${ADDRESS}, 2026` }] },
  { inputs: [{ key: ADDRESS, type: "string", label: ADDRESS, description: ADDRESS, default: ADDRESS }] },
  { inputs: [{ key: "k", type: "choice", choices: [ADDRESS, "b"], default: ADDRESS }] },
  { inputs: [{ key: "k", type: "integer", minimum: 2, maximum: 3, default: 1, unit: ADDRESS, group: ADDRESS }] },
  { outputs: [{ key: "k", type: "file", description: ADDRESS }] },
  { run: { mode: "batch", command: ["notify", ADDRESS], exitCodes: { "1": `ask ${ADDRESS}` } } },
  { tests: [{ name: ADDRESS, command: ["x", ADDRESS], inputs: { [ADDRESS]: ADDRESS } }] },
  { deprecated: { reason: `ask ${ADDRESS}`, replacedBy: "other" } },
  { concepts: [ADDRESS] },
  { [ADDRESS]: ADDRESS },
  { "x-note": { deep: [{ deeper: ADDRESS }] } },
];

for (const field of fields) {
  test(`no address of ${JSON.stringify(field).slice(0, 70)} is kept`, async () => {
    assert.doesNotMatch(JSON.stringify(await observe(field)), /jane\.doe@/);
  });
}

test("forms of addresses: upper case, plus, accents, several, across punctuation", async () => {
  for (const address of [
    "Jane.Doe@Example.ORG",
    "a+b@sub.example.co.uk",
    "zoë@exämple.org",
    "x@y.io,z@y.io",
    "'q@y.io'",
  ]) {
    const told = JSON.stringify(await observe({ description: `Write to ${address}!` }));
    assert.doesNotMatch(told, /@(?:example|sub|exämple|y)\./i, address);
  }
});

test("a text of nothing but address signs ends soon", async () => {
  const started = performance.now();
  for (const text of ["@".repeat(19_000), "a@".repeat(9_000), `${"a.".repeat(9_000)}@b`, `a@${"b.".repeat(9_000)}`]) {
    await observe({ description: text });
  }
  assert.ok(performance.now() - started < 1000, `${performance.now() - started} ms`);
});

test("the contact is kept where the manifest itself asks for it", async () => {
  const [repository] = (await observe({ contact: ADDRESS })).repositories;
  const plugin = repository?.entries[0]?.plugin;
  assert.equal(plugin?.outcome === "known" && plugin.value.contact, ADDRESS);
});

test("an address in the labels of an image is no contact", async () => {
  const labels = {
    maintainer: `Jane <${ADDRESS}>`,
    contact: ADDRESS,
    "org.opencontainers.image.authors": ADDRESS,
    "org.opencontainers.image.title": "Segment",
  };
  assert.doesNotMatch(JSON.stringify(await observe({}, resolvedImage("a", labels))), /jane\.doe@/);
});

test("nothing of an image's configuration, annotations or history keeps an address", async () => {
  const image = resolvedImage("a");
  const [platform] = image.platforms;
  assert.ok(platform);
  const config = {
    ...platform.config,
    author: ADDRESS,
    env: [`MAIL=${ADDRESS}`],
    entrypoint: ["notify", ADDRESS],
    history: [{ createdBy: `LABEL maintainer=${ADDRESS}` }],
  };
  const annotations = { author: ADDRESS, [ADDRESS]: "x" };
  const whole = { ...image, annotations, platforms: [{ ...platform, config, annotations }] };
  assert.doesNotMatch(JSON.stringify(await observe({}, whole)), /jane\.doe@/);
});

test("image references, digests and purls are names, not addresses", async () => {
  const pinned = `${NAME}@${digestOf("a")}`;
  const packages = ["pkg:npm/%40scope/name@1.0.0-beta.rc", "pkg:pypi/tool@1.0.dev", "pkg:deb/debian/a@1.2.deb"];
  const observation = await observe({ images: [{ reference: pinned }], packages });
  const entry = observation.repositories[0]?.entries[0];
  assert.equal(entry?.images[0]?.raw, pinned);
  assert.ok(entry?.plugin.outcome === "known");
  assert.deepEqual(entry.plugin.value.packages, packages);
  assert.equal(entry.plugin.value.images[0]?.raw, pinned);
  assert.deepEqual(observation.images[0]?.names[0]?.reference, pinned);
});

test("a secret parameter keeps neither default nor choices, and no finding shows them", async () => {
  const secret = "hunter2hunter2";
  const inputs = [{ key: "token", type: "string", secret: true, default: secret, choices: [secret, "b"] }];
  const observation = await observe({ inputs });
  assert.doesNotMatch(JSON.stringify(observation), new RegExp(secret));
  const entry = observation.repositories[0]?.entries[0];
  assert.ok(entry?.findings.some(({ check }) => check === "secret-default"));
});
