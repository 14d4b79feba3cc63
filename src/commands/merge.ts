import { commitObservation } from "../catalog/commit-observation.ts";
import { joinShards } from "../catalog/join-shards.ts";
import { emptyCatalog } from "../catalog/read-catalog.ts";
import { readShards } from "../catalog/shard-file.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { GENERATOR } from "../pipeline/generator.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { describeUpdate, indexFolders } from "./crawl.ts";
import { readConfigOrDefault } from "./open-run.ts";
import { absolutePath } from "./option-values.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

const USAGE = "waybill merge SHARD... [--index DIR]";

/** The verb `merge`: what the shards of one run saw → the catalog, byte for byte as one run would have written it. */
export const mergeCommand: Command = {
  name: "merge",
  summary: "join the shards of one run into the catalog; the completeness guard is asked about the whole",
  usage: USAGE,
  examples: ["waybill merge shards/ --index my-index", "waybill merge shard-1-of-2.json shard-2-of-2.json"],
  options: INDEX_OPTIONS,
  arity: [1, Number.POSITIVE_INFINITY],
  run: runMerge,
};

async function runMerge(input: CommandInput): Promise<CommandResult> {
  if (input.positionals.length === 0) throw new WaybillError("usage", `expected shards: ${USAGE}`);
  const folders = indexFolders(input);
  const shards = readShards(input.positionals.map((path) => absolutePath(input, path)));
  const observation = joinShards(shards);
  const empty = emptyCatalog(GENERATOR, observation.asOf);
  const { lossPercent } = readConfigOrDefault(folders.index);
  const update = commitObservation(folders.catalog, empty, observation, lossPercent);
  const { counts, asOf, filesWritten, held } = describeUpdate(update);
  const json = { asOf, counts, filesWritten, ...(held === undefined ? {} : { held }) };
  const text = `${counts.entries} plugins of ${shards.length} shards, ${filesWritten} files written\n`;
  const heldText = held === undefined ? "" : `HELD: ${held.reason}; the last good catalog stands\n`;
  return { exit: held === undefined ? 0 : 3, json, text: text + heldText };
}
