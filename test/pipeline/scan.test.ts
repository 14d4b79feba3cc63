import assert from "node:assert/strict";
import { test } from "node:test";
import type { AdvisorySource } from "../../src/advisories/advisory-source.ts";
import type { Image, Platform } from "../../src/model/image.ts";
import type { Component, Inventory, Vulnerability } from "../../src/model/scan.ts";
import { keepInventory, readInventory } from "../../src/pipeline/cached-inventory.ts";
import type { Run } from "../../src/pipeline/run.ts";
import { scanImage } from "../../src/pipeline/scan.ts";
import { AS_OF, digestOf, makeRun, memoryCache, rememberedImage } from "./make-run.ts";

const REFERENCE = { host: "ghcr.io", repository: "lab/segment", tag: "1.0.0" };
const AMD: Platform = { os: "linux", architecture: "amd64" };
const ARM: Platform = { os: "linux", architecture: "arm64", variant: "v8" };

function component(name: string, version = "1.0"): Component {
  const purl = `pkg:deb/debian/${name}@${version}`;
  return { ecosystem: "Debian:12", name, version, purl, foundAt: "var/lib/dpkg/status", layer: digestOf("e") };
}

function inventory(platform: string, components: Component[], incomplete: string[] = []): Inventory {
  return { schemaVersion: 1, image: digestOf("a"), platform, components, incomplete };
}

function image(...platforms: Platform[]): Image {
  const one = rememberedImage("a", "ghcr.io/lab/segment:1.0.0", AS_OF);
  const [first] = one.platforms;
  assert.ok(first);
  return { ...one, platforms: platforms.map((platform) => ({ ...first, platform })) };
}

function advisories(
  found: Vulnerability[],
  incomplete: string[] = [],
  asOf?: string,
): AdvisorySource & { asked: number[] } {
  const asked: number[] = [];
  return {
    id: "fake",
    asked,
    async query(components) {
      asked.push(components.length);
      return { vulnerabilities: found, ecosystems: ["Debian:12"], incomplete, ...(asOf === undefined ? {} : { asOf }) };
    },
  };
}

const hole: Vulnerability = {
  id: "CVE-2026-0001",
  ids: ["CVE-2026-0001"],
  purl: "pkg:deb/debian/a@1.0",
  component: "a",
  version: "1.0",
  fixed: "1.1",
  severity: "high",
  status: "affected",
};

function runWith(inventories: [Platform, Inventory][], more: Partial<Run>): Run {
  const cache = memoryCache();
  for (const [platform, one] of inventories) keepInventory(cache, digestOf("a"), platform, one);
  return makeRun({ cache, ...more });
}

test("an inventory made before is not made again, and its components are matched", async () => {
  const source = advisories([hole]);
  const run = runWith([[AMD, inventory("linux/amd64", [component("a"), component("b")])]], { advisories: [source] });
  const scan = await scanImage(run, REFERENCE, image(AMD));
  assert.ok(scan.outcome === "known");
  assert.deepEqual([scan.value.verdict, scan.value.packages, source.asked], ["fail", 2, [2]]);
});

test("platforms are joined: what is in both is counted and asked about once", async () => {
  const source = advisories([]);
  const run = runWith(
    [
      [AMD, inventory("linux/amd64", [component("a"), component("b")])],
      [ARM, inventory("linux/arm64/v8", [component("a"), component("b", "2.0")])],
    ],
    { advisories: [source] },
  );
  const scan = await scanImage(run, REFERENCE, image(AMD, ARM));
  assert.ok(scan.outcome === "known");
  assert.deepEqual([scan.value.packages, source.asked], [3, [3]]);
});

test("without a source of advisories nothing was matched: incomplete, not clean", async () => {
  const scan = await scanImage(runWith([[AMD, inventory("linux/amd64", [component("a")])]], {}), REFERENCE, image(AMD));
  assert.ok(scan.outcome === "known");
  assert.notEqual(scan.value.verdict, "pass");
  assert.match(scan.value.incomplete.join(), /no advisory source is set/);
});

test("several sources are joined, with the newest date and all that was incomplete", async () => {
  const run = runWith([[AMD, inventory("linux/amd64", [component("a")])]], {
    advisories: [advisories([hole], ["one"], "2026-01-01T00:00:00Z"), advisories([], ["two"], "2026-02-01T00:00:00Z")],
  });
  const scan = await scanImage(run, REFERENCE, image(AMD));
  assert.ok(scan.outcome === "known");
  assert.equal(scan.value.advisoriesAsOf, "2026-02-01T00:00:00Z");
  assert.match(scan.value.incomplete.join(), /one.*two/);
  assert.equal(scan.value.vulnerabilities.length, 1);
});

test("an image without a platform cannot be scanned, and that is said", async () => {
  const scan = await scanImage(makeRun(), REFERENCE, image());
  assert.equal(scan.outcome, "not-supported");
});

test("a layer that cannot be pulled makes the scan incomplete, and it is tried again next time", async () => {
  const cache = memoryCache();
  const one = image(AMD);
  const [platform] = one.platforms;
  assert.ok(platform);
  const layers = [{ digest: digestOf("e"), mediaType: "application/vnd.oci.image.layer.v1.tar", sizeBytes: 512 }];
  const scan = await scanImage(makeRun({ cache }), REFERENCE, { ...one, platforms: [{ ...platform, layers }] });
  assert.ok(scan.outcome === "known");
  assert.equal(scan.value.verdict, "incomplete");
  assert.equal(readInventory(cache, one.digest, AMD), undefined);
});

test("an inventory is kept by image and platform; an incomplete one is not kept", () => {
  const cache = memoryCache();
  keepInventory(cache, digestOf("a"), AMD, inventory("linux/amd64", [component("a")]));
  keepInventory(cache, digestOf("b"), AMD, inventory("linux/amd64", [], ["layer not read"]));
  assert.deepEqual(readInventory(cache, digestOf("a"), AMD)?.components, [component("a")]);
  assert.equal(readInventory(cache, digestOf("a"), ARM), undefined);
  assert.equal(readInventory(cache, digestOf("b"), AMD), undefined);
});
