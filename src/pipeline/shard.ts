import { createHash } from "node:crypto";
import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { Shard } from "./run.ts";

/** Whether a repository falls into the shard: by a hash of what stays of it when it is renamed. */
export function shardOf(repository: SourceRepository, shard: Shard | undefined): boolean {
  if (shard === undefined) return true;
  const hash = createHash("sha256").update(repositoryIdentity(repository)).digest();
  return hash.readUInt32BE(0) % shard.count === shard.index - 1;
}

/** `3/20` → shard 3 of 20. Throws `usage`. */
export function parseShard(text: string): Shard {
  const match = /^(?<index>[1-9][0-9]{0,3})\/(?<count>[1-9][0-9]{0,3})$/.exec(text);
  const index = Number(match?.groups?.["index"]);
  const count = Number(match?.groups?.["count"]);
  if (!(index >= 1 && index <= count)) {
    throw new WaybillError("usage", `--shard: expected K/N with 1 ≤ K ≤ N, as 3/20, got ${JSON.stringify(text)}`);
  }
  return { index, count };
}
