import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fact } from "../../../src/model/fact.ts";
import type { OpenRegistry, RegistryScope, RepositoryList, ResolvedImage } from "../../../src/registries/registry.ts";
import { openSource } from "../../../src/sources/index.ts";
import type { OpenSource } from "../../../src/sources/source.ts";
import { AS_OF, type FakeImages, fakeRegistry, resolvedImage } from "../../pipeline/make-run.ts";
import { makePorts } from "../build-repository.ts";

const HOST = "images.example";

function down<T>(reason: string): Fact<T> {
  return { outcome: "not-available", reason, asOf: AS_OF };
}

interface World {
  images: FakeImages;
  tags: Record<string, string[] | string>;
  list(scope: RegistryScope): Fact<RepositoryList>;
  resolve?(): Fact<ResolvedImage>;
}

/** The lists of a registry that says what the test wants: tags by repository, or the reason why there are none. */
function open(world: World, lists: RegistryScope[] = [{ project: "lab" }]): OpenSource {
  const registry: OpenRegistry = {
    ...fakeRegistry(world.images),
    repositories: async (scope) => world.list(scope),
    async tags({ repository }) {
      const said = world.tags[repository] ?? "not-found";
      return typeof said === "string" ? down(said) : { outcome: "known", value: said, asOf: AS_OF };
    },
  };
  const resolve = async (...asked: Parameters<OpenRegistry["resolve"]>) =>
    world.resolve?.() ?? (await registry.resolve(...asked));
  const ports = { ...makePorts("unused"), images: { registryOf: () => registry, resolve } };
  return openSource({ kind: "image-list", host: HOST, lists }, ports);
}

function listed(repositories: string[], expected?: number): Fact<RepositoryList> {
  const value = { repositories, ...(expected === undefined ? {} : { expected }) };
  return { outcome: "known", value, asOf: AS_OF };
}

test("every repository is one with one image, pinned to the digest of its newest version", async () => {
  const images = {
    [`${HOST}/lab/a:1.2`]: resolvedImage("a", { title: "A" }),
    [`${HOST}/lab/deep/b:latest`]: resolvedImage("b"),
  };
  const tags = { "lab/a": ["1.0", "1.2", "latest"], "lab/deep/b": ["latest"] };
  const source = open({ images, tags, list: () => listed(["lab/a", "lab/deep/b"]) });
  const { repositories, faults, expected } = await source.repositories();
  assert.deepEqual([source.name, source.holds, faults, expected], [`image-list:${HOST}`, "images", [], 2]);
  assert.deepEqual(
    repositories.map(({ host, owner, name, commit }) => [host, owner, name, commit.slice(0, 9)]),
    [
      [HOST, "lab", "a", "sha256:aa"],
      [HOST, "lab/deep", "b", "sha256:bb"],
    ],
  );
  const [first] = repositories;
  assert.ok(first);
  const files = await source.files(first);
  assert.deepEqual(files, [{ path: "@image", kind: "file" }]);
  const [file] = files;
  assert.ok(file);
  const content = await source.read(first, file, 10_000);
  assert.ok(content.outcome === "bytes");
  const document = JSON.parse(Buffer.from(content.bytes).toString());
  assert.deepEqual([document.reference, document.config.labels], [`${HOST}/lab/a:1.2`, { title: "A" }]);
  assert.deepEqual(
    Object.keys(document.config).filter((key) => key === "env" || key === "history"),
    [],
  );
  assert.match(content.blobOid, /^[0-9a-f]{40}$/);
  assert.equal((await source.read(first, file, 10)).outcome, "refused");
});

test("a repository without tags holds no image; one that cannot be asked stands", async () => {
  const tags = { "lab/a": ["1.0"], "lab/empty": [], "lab/down": "timeout", "lab/lost": ["2.0"] };
  const images = { [`${HOST}/lab/a:1.0`]: resolvedImage("a") };
  const names = ["lab/a", "lab/down", "lab/empty", "lab/gone", "lab/lost"];
  const { repositories, faults, expected } = await open({ images, tags, list: () => listed(names) }).repositories();
  assert.deepEqual(
    repositories.map(({ name }) => name),
    ["a"],
  );
  assert.deepEqual(faults, [
    { what: "lab/down", reason: "timeout", unreachable: { host: HOST, owner: "lab", name: "down" } },
    { what: "lab/lost:2.0", reason: "not-found", unreachable: { host: HOST, owner: "lab", name: "lost" } },
  ]);
  assert.equal(expected, 3, "the two that could not be asked are known of, the two without images are not");
});

test("a list that was cut short, or could not be had, is told", async () => {
  const tags = { "lab/a": ["1.0"] };
  const images = { [`${HOST}/lab/a:1.0`]: resolvedImage("a") };
  const short = await open({ images, tags, list: () => listed(["lab/a"], 9) }).repositories();
  assert.equal(short.expected, 9);
  const scopes: RegistryScope[] = [{ project: "lab" }, { project: "other" }, { catalog: true }];
  const list = (scope: RegistryScope) =>
    "project" in scope && scope.project === "lab" ? listed(["lab/a"]) : down<RepositoryList>("registry-5xx");
  const { faults } = await open({ images, tags, list }, scopes).repositories();
  assert.deepEqual(faults, [
    { what: "project other", reason: "not listed: registry-5xx", unreachableBelow: { host: HOST, prefix: "other/" } },
    { what: "all repositories", reason: "not listed: registry-5xx", unreachableBelow: { host: HOST, prefix: "" } },
  ]);
});

const answers: [what: string, answer: Fact<ResolvedImage>, files: number | "throws", refused: boolean][] = [
  ["no image", { outcome: "not-supported", reason: "not-an-image" }, 0, true],
  ["schema 1", { outcome: "not-supported", reason: "schema-1" }, 1, true],
  ["an outage", down("timeout"), "throws", true],
];

for (const [what, answer, count, refused] of answers) {
  test(`${what}: ${count} files`, async () => {
    const world = {
      images: { [`${HOST}/lab/a:1`]: resolvedImage("a") },
      tags: { "lab/a": ["1"] },
      list: () => listed(["lab/a"]),
    };
    const source = open({ ...world, resolve: () => answer });
    const [repository] = (await source.repositories()).repositories;
    assert.ok(repository);
    if (count === "throws")
      return assert.rejects(source.files(repository), { code: "not-reachable", message: /timeout/ });
    assert.equal((await source.files(repository)).length, count);
    const content = await source.read(repository, { path: "@image", kind: "file" }, 10_000);
    assert.equal(content.outcome === "refused", refused);
  });
}

test("lists need one host, and a kind of registry that has lists", async () => {
  for (const settings of [
    { kind: "image-list" },
    { kind: "image-list", host: "*", lists: [{ catalog: true as const }] },
  ]) {
    assert.throws(() => openSource(settings, makePorts("unused")), {
      code: "config-invalid",
      message: /need the host/,
    });
  }
  const registry = fakeRegistry({});
  const images = { registryOf: () => registry, resolve: registry.resolve };
  const settings = { kind: "image-list", host: HOST, lists: [{ catalog: true as const }] };
  const { faults } = await openSource(settings, { ...makePorts("unused"), images }).repositories();
  assert.match(faults[0]?.reason ?? "", /this kind of registry has no list/);
});
