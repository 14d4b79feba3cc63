import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../document/canonical-json.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { ShardObservation } from "./join-shards.ts";
import { SCHEMA_VERSION } from "./read-catalog.ts";

/** `shard-3-of-20.json`: what one shard of a run saw. */
const NAME = /^shard-\d{1,4}-of-\d{1,4}\.json$/;

/** Writes what a shard saw into a folder; returns the file. */
export function writeShard(folder: string, shard: ShardObservation): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `shard-${shard.shard.index}-of-${shard.shard.count}.json`);
  writeFileSync(`${file}.part`, canonicalJson(shard));
  renameSync(`${file}.part`, file);
  return file;
}

/** Shards in files, or in the folders that hold them. Throws `usage` and `catalog-newer` with the file's name. */
export function readShards(paths: readonly string[]): ShardObservation[] {
  return paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw new WaybillError("usage", `expected a shard at ${path}, found nothing`);
    if (!found.isDirectory()) return [readShard(path)];
    const names = readdirSync(path).filter((name) => NAME.test(name));
    if (names.length === 0) throw new WaybillError("usage", `expected shard-K-of-N.json in ${path}, found none`);
    return names.sort().map((name) => readShard(join(path, name)));
  });
}

function readShard(path: string): ShardObservation {
  const shard: unknown = parse(path);
  if (typeof shard !== "object" || shard === null || !("schemaVersion" in shard) || !("observation" in shard)) {
    throw new WaybillError("usage", `${path} is no shard: expected what \`waybill crawl --shard K/N\` writes`);
  }
  if (typeof shard.schemaVersion === "number" && shard.schemaVersion > SCHEMA_VERSION) {
    throw new WaybillError("catalog-newer", `${path} has schemaVersion ${shard.schemaVersion}: use a newer Waybill`);
  }
  // Our own output, told apart above.
  return shard as ShardObservation;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new WaybillError("usage", `${path} is no shard: not JSON`, { cause });
  }
}
