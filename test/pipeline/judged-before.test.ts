import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Cache } from "../../src/cache/open-cache.ts";
import { commitObservation } from "../../src/catalog/commit-observation.ts";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { defaultConfig } from "../../src/config/waybill-config.ts";
import { runPipeline } from "../../src/pipeline/pipeline.ts";
import type { Run } from "../../src/pipeline/run.ts";
import type { OpenRegistry } from "../../src/registries/registry.ts";
import { readTree } from "../commands/read-tree.ts";
import { makeRandom } from "../commands/seeded-random.ts";
import {
  type FakeImages,
  type FakeRepository,
  fakeRegistry,
  fakeSource,
  makeRepository,
  makeRun,
  memoryCache,
  ownManifest,
  rememberedCatalog,
  resolvedImage,
} from "./make-run.ts";

/** What there is to be crawled on a day. */
interface World {
  day: number;
  files: Record<string, Record<string, string>>;
  images: FakeImages;
  commits: Record<string, string>;
}

/** A catalog folder and a cache of its own, crawled again and again. */
interface Lane {
  folder: string;
  cache: Cache;
  programDigest?: string;
}

function makeLane(t: TestContext, more: { programDigest?: string } = {}): Lane {
  const folder = mkdtempSync(join(tmpdir(), "waybill-judged-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, cache: memoryCache(), ...more };
}

function dated(registry: OpenRegistry, asOf: string): OpenRegistry {
  return {
    ...registry,
    digestOf: async (reference) => ({ ...(await registry.digestOf(reference)), asOf }),
    referrers: async (reference, digest) => ({ ...(await registry.referrers(reference, digest)), asOf }),
  };
}

/** Crawls the world into the folder of the lane; returns the names of the repositories that were not judged again. */
async function crawl(world: World, lane: Lane, more: Partial<Run> = {}): Promise<string[]> {
  const asOf = new Date(Date.UTC(2026, 2, 1 + world.day)).toISOString();
  const repositories = Object.entries(world.files).map(
    ([name, files]): FakeRepository => ({
      repository: makeRepository("lab", name, { commit: world.commits[name] ?? "c".repeat(40) }),
      files,
    }),
  );
  const registry = dated(fakeRegistry(world.images), asOf);
  const { programDigest } = lane;
  const run = makeRun({
    asOf,
    sources: [fakeSource(repositories)],
    registryOf: () => registry,
    cache: lane.cache,
    previous: readCatalog(lane.folder) ?? rememberedCatalog([]),
    ...(programDigest === undefined ? {} : { programDigest }),
    ...more,
  });
  const { observation, noteJudged } = await runPipeline(run);
  const update = commitObservation(lane.folder, run.previous, observation, 100);
  noteJudged(update.catalog);
  const standing = observation.repositories.filter((one) => one.standing !== undefined);
  return standing.map(({ repository }) => repository.name).sort();
}

const IMAGES = ["ghcr.io/lab/one:1.0.0", "ghcr.io/lab/two:1.0.0", "ghcr.io/lab/three:1.0.0"] as const;

function makeWorld(): World {
  const manifest = (name: string, image: number) =>
    ownManifest({ name, images: [{ reference: IMAGES[image] }], inputs: [{ key: "x", type: "integer" }] });
  return {
    day: 0,
    commits: {},
    images: { [IMAGES[0]]: resolvedImage("a", { licenses: "MIT" }), [IMAGES[1]]: resolvedImage("b") },
    files: {
      alpha: { "one.plugin.json": manifest("segment-cells", 0), "two.plugin.json": manifest("count-spots", 1) },
      beta: { "one.plugin.json": manifest("measure-stars", 2), "broken.plugin.json": "{" },
      gamma: { "sub/tool.plugin.json": manifest("align-volumes", 0), VERSION: "1.0.0\n" },
      delta: { "README.md": "no plugin" },
    },
  };
}

test("what was judged before stands, and the catalog has the bytes that judging again gives", async (t) => {
  const random = makeRandom(t);
  let stood = 0;
  for (let round = 0; round < 2; round++) {
    const world = makeWorld();
    const lanes = [makeLane(t, { programDigest: "p" }), makeLane(t)] as const;
    for (let step = 0; step < 8; step++) {
      stood += (await crawl(world, lanes[0])).length;
      assert.deepEqual(await crawl(world, lanes[1]), []);
      assert.deepEqual(readTree(lanes[0].folder), readTree(lanes[1].folder), `round ${round}, step ${step}`);
      for (let times = random.below(3); times > 0; times--) changeWorld(world, random);
      world.day += random.below(4);
    }
  }
  t.diagnostic(`${stood} records stood`);
  assert.ok(stood > 2, `${stood} records stood`);
});

function changeWorld(world: World, random: ReturnType<typeof makeRandom>): void {
  const names = ["alpha", "beta", "gamma", "epsilon"];
  const name = names[random.below(names.length)] ?? "alpha";
  const image = IMAGES[random.below(IMAGES.length)] ?? IMAGES[0];
  const files = world.files[name] ?? {};
  const plugins = ["segment-cells", "segment-cell5", "measure-stars", "measure-star", "two  wörds", "me@example.org"];
  const plugin = plugins[random.below(plugins.length)] ?? "segment-cells";
  const expires = new Date(Date.UTC(2026, 2, 1 + world.day + random.below(6))).toISOString().slice(0, 10);
  const changes: (() => void)[] = [
    () => (files["one.plugin.json"] = ownManifest({ name: plugin, images: [{ reference: image }] })),
    () => delete files["one.plugin.json"],
    () => (files["VERSION"] = `1.0.${random.below(3)}\n`),
    () => (files[".waybill.yml"] = `mute: [{ check: has-range, reason: known, expires: "${expires}" }]\n`),
    () => (world.images[image] = resolvedImage("abc"[random.below(3)] ?? "a", { licenses: "MIT" })),
    () => (world.images[image] = { reason: random.below(2) === 0 ? "timeout" : "not-found" }),
    () => (world.commits[name] = String(random.below(10)).repeat(40)),
    () => delete world.files[name],
  ];
  world.files[name] = files;
  changes[random.below(changes.length)]?.();
}

/** What a judgement rests on, changed one at a time, and who is judged again. */
const causes: { what: string; change(world: World, lane: Lane): unknown; run?: Partial<Run>; judged: string[] }[] = [
  { what: "nothing", change: () => {}, judged: [] },
  { what: "the day", change: (world) => Object.assign(world, { day: 1 }), judged: [] },
  { what: "a week", change: (world) => Object.assign(world, { day: 7 }), judged: ["alpha", "beta", "gamma"] },
  { what: "the program", change: () => {}, run: { programDigest: "another" }, judged: ["alpha", "beta", "gamma"] },
  {
    what: "a setting of the index",
    change: () => {},
    run: { config: { ...defaultConfig("/"), includeUnparseable: true } },
    judged: ["alpha", "beta", "gamma"],
  },
  { what: "the commit", change: ({ commits }) => Object.assign(commits, { alpha: "d".repeat(40) }), judged: ["alpha"] },
  {
    what: "a byte",
    change: ({ files }) => Object.assign(files["beta"] ?? {}, { "broken.plugin.json": "[" }),
    judged: ["beta"],
  },
  {
    what: "the file VERSION",
    change: ({ files }) => Object.assign(files["gamma"] ?? {}, { "sub/VERSION": "2.0.0\n" }),
    judged: ["gamma"],
  },
  {
    what: "a mute",
    change: ({ files }) =>
      Object.assign(files["gamma"] ?? {}, {
        ".waybill.yml": 'mute: [{ check: has-range, reason: known, expires: "2026-12-31" }]\n',
      }),
    judged: ["gamma"],
  },
  {
    what: "an image",
    change: ({ images }) => Object.assign(images, { [IMAGES[0]]: resolvedImage("c") }),
    judged: ["alpha", "gamma"],
  },
  {
    what: "an outage",
    change: ({ images }) => Object.assign(images, { [IMAGES[1]]: { reason: "timeout" } }),
    judged: ["alpha"],
  },
  {
    what: "a cache that was lost",
    change: (_world, lane) => Object.assign(lane, { cache: memoryCache() }),
    judged: ["alpha", "beta", "gamma"],
  },
  {
    what: "a record edited by hand",
    change(_world, { folder }) {
      const path = join(folder, "repositories/github.com/lab/beta.json");
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("measure-stars", "measure-suns"));
    },
    judged: ["beta"],
  },
];

for (const { what, change, run, judged } of causes) {
  test(`changed is ${what}: judged again are ${judged.join(", ") || "none"}`, async (t) => {
    const world = makeWorld();
    const lane = makeLane(t, { programDigest: "p" });
    await crawl(world, lane);
    change(world, lane);
    const standing = await crawl(world, lane, run);
    assert.deepEqual(
      ["alpha", "beta", "gamma"].filter((name) => !standing.includes(name)),
      judged,
    );
  });
}

test("a mute that runs out is a reason to judge again, and a name that the catalog learned of another repository", async (t) => {
  const world = makeWorld();
  const lane = makeLane(t, { programDigest: "p" });
  const mute = 'mute: [{ check: has-range, reason: known, expires: "2026-03-02" }]\n';
  Object.assign(world.files["alpha"] ?? {}, { ".waybill.yml": mute });
  await crawl(world, lane);
  world.day = 1;
  assert.deepEqual(await crawl(world, lane), ["alpha", "beta", "gamma"]);
  world.day = 2;
  assert.deepEqual(await crawl(world, lane), ["beta", "gamma"]);
  world.files["false"] = { "one.plugin.json": ownManifest({ name: "measure-starz" }) };
  await crawl(world, lane);
  // What has the false name saw the true one when it was judged; the other way round only now.
  assert.deepEqual(await crawl(world, lane), ["alpha", "false", "gamma"]);
  assert.match(readFileSync(join(lane.folder, "repositories/github.com/lab/beta.json"), "utf8"), /easily taken for/);
});
