import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Entry } from "../../../src/model/entry.ts";
import type { Image } from "../../../src/model/image.ts";
import { makeFolder, writeFiles } from "../../commands/make-index.ts";
import { readTree } from "../../commands/read-tree.ts";
import { runHere } from "../../commands/run-here.ts";
import { type HarborLies, type HarborRepository, startHarbor } from "../../parts/harbor-emulator.ts";
import { type MadeImage, makeImage, makeReferrer } from "../../parts/oci-images.ts";
import { hasParts } from "../../parts/presence.ts";
import { putImage } from "../../parts/put-image.ts";
import { startRegistry } from "../../parts/registry.ts";
import type { RegistryFront } from "../../parts/registry-front.ts";

const HOST = "images.example.org";
const COMMANDS = JSON.stringify([
  { name: "dcm2niix", type: "docker", "command-line": "dcm2niix /in" },
  { name: "qc", type: "docker", "command-line": "qc /in" },
]);
const LABELS: Record<string, Record<string, string>> = {
  astroml: { "ca.nrc.cadc.skaha.type": "notebook", "org.opencontainers.image.title": "astroml" },
  radiomics: { name: "Radiomics", version: "2.0.0", authorization: "open" },
  abyss: { software: "abyss", "software.version": "2.1.5-7-deb", "about.summary": "assembler" },
  "group/xnat": { "org.nrg.commands": COMMANDS },
  bare: {},
};

interface World {
  repositories: HarborRepository[];
  lies: HarborLies;
  harbor: RegistryFront;
  registryUrl: string;
  crawl(day: number): Promise<{ exit: number; stdout: string; stderr: string }>;
  entries(): Entry[];
  images(): Image[];
  held(): string;
  tree(): Record<string, string>;
}

/** A Harbor project with five images and a chart, and an index that lists it and has no other source. */
async function openWorld(t: TestContext, guard: string): Promise<World> {
  const real = await startRegistry(t);
  const repositories: HarborRepository[] = [];
  for (const [name, labels] of Object.entries(LABELS)) {
    const image = await makeImage({
      platform: "linux/amd64",
      layers: [{ files: { [name]: name } }],
      config: { Labels: labels },
    });
    repositories.push(await push(real, name, "24.07", image));
  }
  const chart = makeReferrer({ mediaType: "x/y", digest: `sha256:${"0".repeat(64)}`, size: 1 }, { layers: [] });
  repositories.push(await push(real, "chart", "1.0.0", chart));
  const lies: HarborLies = {};
  const harbor = await startHarbor(t, repositories, { upstream: real.url, lies });
  const folder = makeFolder(t);
  writeFiles(folder, {
    "waybill.yml": [
      "version: 1",
      "sources: []",
      "registries:",
      `  - { host: ${HOST}, kind: harbor, endpoint: "${harbor.url}", lists: [{ project: skaha }] }`,
      guard,
      "",
    ].join("\n"),
  });
  const catalog = join(folder, "catalog");
  const tree = () => readTree(catalog);
  const readAll = (prefix: string) => {
    const paths = Object.keys(tree()).filter((path) => path.startsWith(prefix));
    return paths.sort().map((path) => JSON.parse(readFileSync(join(catalog, path), "utf8")));
  };
  return {
    repositories,
    lies,
    harbor,
    registryUrl: real.url,
    crawl: (day) => runHere(["crawl", "--index", folder, "--json", "--as-of", `2026-03-0${day}T00:00:00.000Z`]),
    entries: () => readAll("repositories/").flatMap(({ entries }) => entries),
    images: () => readAll("images/"),
    held: () => readFileSync(join(catalog, "held.json"), "utf8"),
    tree,
  };
}

async function push(
  real: Awaited<ReturnType<typeof startRegistry>>,
  name: string,
  tag: string,
  image: MadeImage,
): Promise<HarborRepository> {
  await putImage(real, `skaha/${name}`, tag, image);
  const artifact = {
    digest: image.descriptor.digest,
    sizeBytes: image.descriptor.size,
    tags: [tag],
    labels: ["from-harbor"],
  };
  return { project: "skaha", name, pulls: 5, artifacts: [artifact] };
}

/** Questions about images and their content since; signatures are asked for on verify's own schedule. */
function imageRequests(harbor: RegistryFront, from: number): string[] {
  const requests = harbor.requests.slice(from).filter(({ path }) => /\/(?:manifests|blobs)\/(?!sha256-)/.test(path));
  return requests.map(({ method, path }) => `${method} ${path}`).sort();
}

test("every image of a project is an entry with what its labels say, and costs one HEAD the next day", async (t) => {
  if (!hasParts(t, "docker-registry")) return;
  const world = await openWorld(t, "");
  const first = await world.crawl(1);
  assert.equal(first.exit, 0, first.stderr);
  const known = world.entries().map((entry) => {
    assert.ok(entry.plugin.outcome === "known", entry.id);
    const { family, dialect, name, version, run } = entry.plugin.value;
    return [entry.id, family, dialect, name, version?.raw, run.mode];
  });
  assert.deepEqual(known, [
    [`${HOST}/skaha/abyss//@image`, "image-labels", "biocontainers", "abyss", "2.1.5-7-deb", "unknown"],
    [`${HOST}/skaha/astroml//@image`, "image-labels", "canfar", "astroml", "24.07", "interactive"],
    [`${HOST}/skaha/bare//@image`, "image-labels", undefined, "bare", "24.07", "unknown"],
    [`${HOST}/skaha/group/xnat//@image#dcm2niix`, "xnat-labels", "docker", "dcm2niix", "24.07", "batch"],
    [`${HOST}/skaha/group/xnat//@image#qc`, "xnat-labels", "docker", "qc", "24.07", "batch"],
    [`${HOST}/skaha/radiomics//@image`, "image-labels", "chaimeleon", "Radiomics", "2.0.0", "unknown"],
  ]);
  for (const entry of world.entries()) {
    const digest = entry.images[0]?.digest;
    assert.ok(digest?.outcome === "known" && entry.manifest.commit === digest.value, entry.id);
    assert.match(entry.manifest.sha256, /^[0-9a-f]{64}$/);
    assert.equal(entry.manifest.path, "@image");
  }
  const images = world.images();
  assert.equal(images.length, 5);
  for (const { registryFacts } of images) {
    const [said] = Object.values(registryFacts ?? {});
    assert.deepEqual([said?.registry, said?.pulls, said?.labels], ["harbor", 5, ["from-harbor"]]);
  }
  const before = world.tree();
  const seen = world.harbor.requests.length;
  assert.equal((await world.crawl(2)).exit, 0);
  const heads = Object.keys(LABELS).map((name) => `HEAD /v2/skaha/${name}/manifests/24.07`);
  // The chart, which is no image, is looked at again: nothing of it is remembered.
  const ofImages = imageRequests(world.harbor, seen).filter((one) => !one.includes("/chart/"));
  assert.deepEqual(ofImages, heads.sort());
  assert.deepEqual(world.tree(), before, "a quiet day writes nothing");
  assert.deepEqual(world.harbor.faults, []);
});

test("an outage changes nothing; images that left wait for the guard, and are tombstones when it lets them", async (t) => {
  if (!hasParts(t, "docker-registry")) return;
  const strict = await openWorld(t, "");
  assert.equal((await strict.crawl(1)).exit, 0);
  const before = strict.tree();
  strict.lies.status = 500;
  const down = await strict.crawl(2);
  assert.equal(down.exit, 0);
  assert.match(down.stdout, /project skaha: not listed: registry-5xx/);
  assert.deepEqual(strict.tree(), before, "what cannot be listed stands");
  delete strict.lies.status;
  strict.repositories.splice(0, 1);
  assert.equal((await strict.crawl(3)).exit, 3, "one of five left without a reason");
  assert.ok(strict.held().includes(`${HOST}/skaha/astroml//@image`));

  const lenient = await openWorld(t, "guard: { lossPercent: 50 }");
  assert.equal((await lenient.crawl(1)).exit, 0);
  // One leaves the list; of the other the last tag goes, and the repository stays listed.
  lenient.repositories.splice(0, 1);
  const bare = lenient.repositories.find(({ name }) => name === "bare")?.artifacts?.[0]?.digest;
  const gone = await fetch(`${lenient.registryUrl}/v2/skaha/bare/manifests/${bare}`, { method: "DELETE" });
  assert.equal(gone.status, 202);
  const after = await lenient.crawl(2);
  assert.equal(after.exit, 0, after.stdout);
  const states = new Map(lenient.entries().map(({ id, status }) => [id, status]));
  assert.equal(states.get(`${HOST}/skaha/astroml//@image`), "gone");
  assert.equal(states.get(`${HOST}/skaha/bare//@image`), "gone");
  assert.equal(states.get(`${HOST}/skaha/abyss//@image`), "listed");
});
