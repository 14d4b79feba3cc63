import { mergeShards } from "../catalog/merge-shards.ts";
import { emptyCatalog, readCatalog } from "../catalog/read-catalog.ts";
import { writeCatalog } from "../catalog/write-catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { GENERATOR } from "../pipeline/generator.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { indexFolders } from "./crawl.ts";
import { readConfigOrDefault } from "./open-run.ts";
import { absolutePath } from "./option-values.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

const USAGE = "waybill merge SHARD_CATALOG... [--index DIR]";

/** The verb `merge`: the catalogs of one run's shards → the whole catalog. */
export const mergeCommand: Command = {
  name: "merge",
  summary: "join the catalogs of the shards of one run; the completeness guard is asked about the whole",
  usage: USAGE,
  examples: ["waybill merge shard-1/catalog shard-2/catalog --index my-index"],
  arity: [1, Number.POSITIVE_INFINITY],
  options: INDEX_OPTIONS,
  run: runMerge,
};

async function runMerge(input: CommandInput): Promise<CommandResult> {
  const folders = indexFolders(input);
  const shards = input.positionals.map((path) => {
    const shard = readCatalog(absolutePath(input, path));
    if (shard === undefined) throw new WaybillError("usage", `expected a catalog in ${path}, found none`);
    return shard;
  });
  const before = readCatalog(folders.catalog) ?? emptyCatalog(GENERATOR, input.ports.asOf);
  const { catalog, guard } = mergeShards(before, shards, readConfigOrDefault(folders.index).lossPercent);
  const filesWritten = writeCatalog(folders.catalog, catalog);
  const { counts, asOf } = catalog.header;
  const held = guard.outcome === "held" ? { held: { reason: guard.reason, wouldLose: guard.wouldLose } } : {};
  const text = `${counts.entries} plugins of ${shards.length} shards, ${filesWritten} files written\n`;
  const heldText = guard.outcome === "held" ? `HELD: ${guard.reason}; the last good catalog stands\n` : "";
  return {
    exit: guard.outcome === "held" ? 3 : 0,
    json: { asOf, counts, filesWritten, ...held },
    text: text + heldText,
  };
}
