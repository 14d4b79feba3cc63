import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { type Cache, openCache } from "../cache/open-cache.ts";
import { slugOf } from "../catalog/entry-id.ts";
import { readCatalog } from "../catalog/read-catalog.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";
import type { Inventory } from "../model/scan.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { readInventory } from "../pipeline/cached-inventory.ts";
import { publish } from "../pipeline/pipeline.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { indexFolders } from "./crawl.ts";
import { readAssets, taxonomy } from "./embedded.ts";
import { type IndexFolders, readConfigOrDefault } from "./open-run.ts";
import { pathOption } from "./option-values.ts";
import { digestInputs } from "./publish-inputs.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";
import { stampPublished, writePublic } from "./write-public.ts";

/** What a publish says of itself. */
export interface PublishReport {
  asOf: string;
  output: string;
  files: number;
  written: number;
  removed: number;
  held?: { reason: string; since: string };
}

/** The verb `publish`: stage 10. */
export const publishCommand: Command = {
  name: "publish",
  summary: "turn the catalog into a static site, a JSON API and a search index",
  usage: "waybill publish [--index DIR] [--output DIR]",
  examples: ["waybill publish", "waybill publish --index my-index --output public"],
  arity: [0, 0],
  options: { ...INDEX_OPTIONS, output: { type: "string", help: "folder to write (default: INDEX/public)" } },
  run: runPublish,
};

async function runPublish(input: CommandInput): Promise<CommandResult> {
  const folders = indexFolders(input);
  const report = publishIndex(folders, pathOption(input, "output", join(folders.index, "public")), input);
  const text = `${report.files} files in ${report.output}: ${report.written} written, ${report.removed} removed\n`;
  const held = report.held === undefined ? "" : `HELD since ${report.held.since}: ${report.held.reason}\n`;
  return { exit: report.held === undefined ? 0 : 3, json: report, text: text + held };
}

/** Writes the site of a catalog; a held catalog is published as it last was, and the exit says so. */
export function publishIndex(
  folders: IndexFolders,
  output: string,
  { ports }: Pick<CommandInput, "ports">,
): PublishReport {
  const catalog = readCatalog(folders.catalog);
  if (catalog === undefined) {
    throw new WaybillError(
      "config-missing",
      `expected a catalog in ${folders.catalog}, found none: run \`waybill crawl\``,
    );
  }
  const cache = openCache(folders.cache);
  try {
    const { siteUrl } = readConfigOrDefault(folders.index);
    const { held: _held, ...lastGood } = catalog;
    const inputs = digestInputs(lastGood, cache, { siteUrl });
    const before = stampPublished(output);
    const { asOf } = catalog.header;
    if (before !== undefined && cache.get("published", keyOf(output)) === `${inputs} ${before.stamp}`) {
      return { asOf, output, files: before.files, written: 0, removed: 0, ...heldOf(catalog) };
    }
    const inventoryOf = makeInventoryOf(cache, catalog);
    const context = { asOf, assets: readAssets(), taxonomy, inventoryOf, siteUrl, slugOf };
    const written = writePublic(output, publish(lastGood, context, ports.progress));
    const after = stampPublished(output);
    if (after !== undefined) cache.set("published", keyOf(output), `${inputs} ${after.stamp}`);
    return { asOf, output, ...written, ...heldOf(catalog) };
  } finally {
    cache.close();
  }
}

function keyOf(output: string): string {
  return createHash("sha256").update(resolve(output)).digest("hex");
}

/** Asks for the inventory of an image's first platform, where the cache still has it. */
function makeInventoryOf(cache: Cache, { images }: Catalog): (image: string) => Inventory | undefined {
  const byDigest = new Map<string, Image>(images.map((image) => [image.digest, image]));
  return (digest) => {
    const image = byDigest.get(digest);
    const [platform] = image?.platforms ?? [];
    if (image === undefined || platform === undefined) return undefined;
    return readInventory(cache, image.digest, platform.platform);
  };
}

function heldOf({ held }: Catalog): { held?: { reason: string; since: string } } {
  return held === undefined ? {} : { held: { reason: held.reason, since: held.since } };
}
