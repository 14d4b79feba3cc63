/** An answer of GitHub as JSON, with the tag to ask by whether it has changed. */
export interface KeptAnswer {
  etag: string;
  json: Buffer;
}

/** Answers of GitHub that may be asked for again; what was not used longest leaves first. */
export interface AnswerStore {
  get(key: string): KeptAnswer | undefined;
  put(key: string, answer: KeptAnswer): void;
}

const CAP_BYTES = 32 * 1024 * 1024;
/** One answer may take this part of the store. */
const SHARE = 8;

/** Makes a store in memory; at most `capBytes` (default 32 MiB) of answers and keys. */
export function makeAnswerStore(capBytes: number = CAP_BYTES): AnswerStore {
  const kept = new Map<string, KeptAnswer>();
  let heldBytes = 0;

  function drop(key: string): KeptAnswer | undefined {
    const answer = kept.get(key);
    if (answer !== undefined) heldBytes -= sizeOf(key, answer);
    kept.delete(key);
    return answer;
  }

  return {
    get(key) {
      const answer = kept.get(key);
      if (answer === undefined) return undefined;
      kept.delete(key);
      kept.set(key, answer);
      return answer;
    },
    put(key, answer) {
      drop(key);
      const sizeBytes = sizeOf(key, answer);
      if (sizeBytes > capBytes / SHARE) return;
      kept.set(key, answer);
      heldBytes += sizeBytes;
      for (const oldest of kept.keys()) {
        if (heldBytes <= capBytes) break;
        drop(oldest);
      }
    },
  };
}

function sizeOf(key: string, { etag, json }: KeptAnswer): number {
  return 2 * (key.length + etag.length) + json.byteLength;
}
