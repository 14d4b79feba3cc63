import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { extract } from "tar-stream";
import { openAdvisories } from "../../../src/advisories/index.ts";
import { openLayouts } from "../../../src/registries/oci-layout/open-layouts.ts";
import { inventoryText } from "../../../src/scanners/inventory-text.ts";
import { native } from "../../../src/scanners/native/index.ts";
import type { ScanTarget } from "../../../src/scanners/scanner.ts";
import { summarizeScan } from "../../../src/scanners/summarize-scan.ts";
import { dataPath } from "../../parts/presence.ts";
import { memoryStore } from "../layers.ts";

const AT = "2026-01-01T00:00:00Z";

async function unpack(t: TestContext, archive: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-scan-"));
  t.after(() => rm(folder, { recursive: true }));
  const tar = extract();
  createReadStream(archive).pipe(tar);
  for await (const entry of tar) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    if (entry.header.type !== "file") continue;
    const path = join(folder, entry.header.name);
    assert.ok(path.startsWith(folder));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.concat(chunks));
  }
  return folder;
}

async function openTarget(t: TestContext): Promise<ScanTarget | undefined> {
  const archive = dataPath(t, "advisories", "images", "sci-evidence.oci.tar");
  if (archive === undefined) return undefined;
  const endpoint = await unpack(t, archive);
  const registry = openLayouts({ host: "local", kind: "oci-layout", endpoint }, { now: () => new Date(AT) });
  const reference = { host: "local", repository: "sci", tag: "sci" };
  const digest = await registry.digestOf(reference);
  assert.equal(digest.outcome, "known");
  if (digest.outcome !== "known") return undefined;
  const image = await registry.resolve(reference, digest.value);
  assert.equal(image.outcome, "known");
  const platform = image.outcome === "known" ? image.value.platforms[0] : undefined;
  assert.ok(platform);
  return { reference, image: digest.value, platform, registry };
}

test("finds 211 Debian and 3 Python packages, and 12 Python packages that dpkg owns", async (t) => {
  const target = await openTarget(t);
  if (target === undefined) return;
  const inventory = await native.scan(target, memoryStore());
  assert.deepEqual(inventory.incomplete, []);
  assert.equal(inventory.platform, "linux/amd64");
  assert.deepEqual(inventory.distribution, { id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" });
  const count = (ecosystem: string, isOwned: boolean) =>
    inventory.components.filter((row) => row.ecosystem === ecosystem && (row.ownedBy !== undefined) === isOwned).length;
  assert.deepEqual([count("Debian:12", false), count("PyPI", false), count("PyPI", true)], [211, 3, 12]);
  assert.equal(inventory.components.length, 226);
  assert.equal(inventoryText(inventory), inventoryText(await native.scan(target, memoryStore())));
});

test("matches only what the distribution does not own, and says what could not be matched", async (t) => {
  const target = await openTarget(t);
  const path = dataPath(t, "advisories", "osv");
  if (target === undefined || path === undefined) return;
  const inventory = await native.scan(target, memoryStore());
  const advisories = openAdvisories({ kind: "osv-directory", path });
  const summary = summarizeScan(inventory, await advisories.query(inventory.components), AT);
  const found = new Map<string, number>();
  for (const { component } of summary.vulnerabilities) found.set(component, (found.get(component) ?? 0) + 1);
  assert.deepEqual(Object.fromEntries(found), { Pillow: 4, notebook: 2, tensorflow: 198 });
  assert.deepEqual(summary.coverage, [
    { ecosystem: "Debian:12", packages: 211, matchable: 0 },
    { ecosystem: "PyPI", packages: 3, matchable: 3 },
  ]);
  assert.deepEqual([summary.packages, summary.verdict, summary.incomplete.length], [214, "warn", 0]);
  // The same 12 packages, were they not known to be Debian's own, would be reported for holes Debian has fixed.
  const disowned = inventory.components.map(({ ownedBy: _, ...component }) => component);
  assert.equal((await advisories.query(disowned)).vulnerabilities.length, 198 + 2 + 4 + 9);
});
