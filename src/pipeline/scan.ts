import type { AdvisoryAnswer } from "../advisories/advisory-source.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image, Reference } from "../model/image.ts";
import type { Component, Inventory, ScanSummary } from "../model/scan.ts";
import { scanners } from "../scanners/index.ts";
import { summarizeScan } from "../scanners/summarize-scan.ts";
import { keepInventory, readInventory } from "./cached-inventory.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";

/** Stage 7: what is inside each image, once per digest, layer by layer, and which advisories apply to it. */
export async function scan(run: Run, subjects: readonly Subject[]): Promise<Subject[]> {
  const images = new Map<Digest, { reference: Reference; image: Image }>();
  for (const one of subjects.flatMap(({ evidence }) => evidence.images)) {
    if (one.image.outcome === "known" && one.reference !== undefined) {
      images.set(one.image.value.digest, { reference: one.reference, image: one.image.value });
    }
  }
  const summaries = new Map<Digest, Fact<ScanSummary>>();
  const wanted = [...images.values()].sort((a, b) => (a.image.digest < b.image.digest ? -1 : 1));
  for (const [index, { reference, image }] of wanted.entries()) {
    run.progress("scan", index + 1, wanted.length, image.names[0]?.reference ?? image.digest);
    summaries.set(image.digest, await scanImage(run, reference, image));
  }
  return subjects.map((subject) => withScans(subject, summaries));
}

/** One image: the inventories of its platforms (from the cache when they were made before) and their summary. */
export async function scanImage(run: Run, reference: Reference, image: Image): Promise<Fact<ScanSummary>> {
  const inventories: Inventory[] = [];
  for (const platform of image.platforms) {
    inventories.push(await listSoftware(run, reference, image, platform));
  }
  const [first] = inventories;
  if (first === undefined) return { outcome: "not-supported", reason: "no platform of this image can be scanned" };
  const whole = joinInventories(first, inventories);
  return { outcome: "known", value: summarizeScan(whole, await askAdvisories(run, whole), run.asOf), asOf: run.asOf };
}

/** All sources together; with none, nothing was matched, and the summary says so. */
async function askAdvisories(run: Run, { components }: Inventory): Promise<AdvisoryAnswer> {
  const joined: AdvisoryAnswer = { vulnerabilities: [], ecosystems: [], incomplete: [] };
  for (const source of run.advisories) {
    const answer = await source.query(components);
    joined.vulnerabilities.push(...answer.vulnerabilities);
    joined.ecosystems.push(...answer.ecosystems);
    joined.incomplete.push(...answer.incomplete);
    if (answer.asOf !== undefined && answer.asOf > (joined.asOf ?? "")) joined.asOf = answer.asOf;
  }
  if (run.advisories.length === 0) joined.incomplete.push("no advisory source is set: nothing was matched");
  return joined;
}

async function listSoftware(
  run: Run,
  reference: Reference,
  image: Image,
  platform: Image["platforms"][number],
): Promise<Inventory> {
  const cached = readInventory(run.cache, image.digest, platform.platform);
  if (cached !== undefined) return cached;
  const [scanner] = scanners;
  const store = {
    get: (layer: string) => run.cache.get("layer-facts", layer),
    set: (layer: string, facts: string) => run.cache.set("layer-facts", layer, facts),
  };
  const registry = run.registryOf(reference.host);
  const inventory = await scanner.scan({ reference, image: image.digest, platform, registry }, store);
  keepInventory(run.cache, image.digest, platform.platform, inventory);
  return inventory;
}

function joinInventories(first: Inventory, inventories: readonly Inventory[]): Inventory {
  if (inventories.length === 1) return first;
  const components = new Map<string, Component>();
  for (const component of inventories.flatMap((one) => one.components)) {
    const key = JSON.stringify([component.ecosystem, component.name, component.version, component.ownedBy ?? null]);
    if (!components.has(key)) components.set(key, component);
  }
  const incomplete = [...new Set(inventories.flatMap((one) => one.incomplete))];
  return { ...first, platform: "all", components: [...components.values()], incomplete };
}

function withScans(subject: Subject, summaries: ReadonlyMap<Digest, Fact<ScanSummary>>): Subject {
  const { evidence } = subject;
  const images = evidence.images.map((one) => {
    if (one.image.outcome !== "known") return one;
    const summary = summaries.get(one.image.value.digest);
    if (summary === undefined) return one;
    return { ...one, image: { ...one.image, value: { ...one.image.value, scan: summary } } };
  });
  return { ...subject, evidence: { ...evidence, images } };
}
