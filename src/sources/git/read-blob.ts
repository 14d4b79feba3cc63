import { type AnswerReader, type Conversation, converse } from "../../process/converse.ts";
import { gitArguments } from "../../process/git-program.ts";
import type { GitAddress } from "./parse-git-address.ts";
import type { Clone } from "./update-clone.ts";

/** A blob's bytes, or why there are none. */
export type Blob =
  | { outcome: "bytes"; bytes: Uint8Array }
  | { outcome: "too-large"; sizeBytes: number }
  | { outcome: "missing" };

/** Reads blobs of one clone through two running git programs, started when first needed. */
export interface BlobReader {
  read(oid: string, capBytes: number): Promise<Blob>;
  close(): Promise<void>;
}

const BLOB_TIMEOUT_MS = 60_000;

/**
 * Opens `git cat-file` for one clone: the size is asked first, so that a blob over the cap never reaches our memory.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function openBlobs(clone: Clone, address: GitAddress): BlobReader {
  const running = new Map<string, Conversation>();

  function programFor(mode: "--batch-check" | "--batch"): Conversation {
    const known = running.get(mode);
    if (known?.isOpen === true) return known;
    const args = gitArguments([`--git-dir=${clone.gitFolder}`, "cat-file", mode], address.protocol);
    const started = converse("git", args, { env: clone.env, timeoutMs: BLOB_TIMEOUT_MS });
    running.set(mode, started);
    return started;
  }

  return {
    async read(oid, capBytes) {
      const sizeBytes = await programFor("--batch-check").ask(`${oid}\n`, hearSize);
      if (sizeBytes === undefined) return { outcome: "missing" };
      if (sizeBytes > capBytes) return { outcome: "too-large", sizeBytes };
      return await programFor("--batch").ask(`${oid}\n`, hearBytes);
    },
    async close() {
      for (const conversation of running.values()) await conversation.close();
      running.clear();
    },
  };
}

/** `<oid> blob <size>`; anything else (`<oid> missing`) is no blob. */
async function hearSize(answer: AnswerReader): Promise<number | undefined> {
  const size = /^[0-9a-f]+ blob (?<size>\d+)$/.exec(await answer.line())?.groups?.["size"];
  return size === undefined ? undefined : Number(size);
}

async function hearBytes(answer: AnswerReader): Promise<Blob> {
  const sizeBytes = await hearSize(answer);
  if (sizeBytes === undefined) return { outcome: "missing" };
  const bytes = await answer.bytes(sizeBytes);
  await answer.bytes(1);
  return { outcome: "bytes", bytes: new Uint8Array(bytes) };
}
