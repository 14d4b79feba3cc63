import { collectFacts } from "./collect-facts.ts";
import { decompress } from "./decompress.ts";
import type { LayerFacts } from "./layer-facts.ts";
import { LayerFault, type LayerLimits } from "./limits.ts";
import { readTar } from "./read-tar.ts";

/** What reading one layer gave; without `facts` its bytes were not what their descriptor says, or did not come. */
export type LayerReading = { facts: LayerFacts } | { reason: string };

interface Pull {
  iterator: AsyncIterator<Uint8Array>;
  /** Ends the wait for the next chunk, when there is one. */
  abandon?: (reason: Error) => void;
  receivedBytes: number;
  isDone: boolean;
  fault?: string;
}

/**
 * Streams one layer through decompression and tar. `blob` throws when digest or size differ, so it is always read to its
 * end, also behind a fault of the content: facts count only when the bytes are the ones that were asked for.
 */
export async function readLayer(
  blob: AsyncIterable<Uint8Array>,
  limits: LayerLimits,
  signal: AbortSignal,
): Promise<LayerReading> {
  const collector = collectFacts(limits);
  const pull: Pull = { iterator: blob[Symbol.asyncIterator](), receivedBytes: 0, isDone: false };
  signal.addEventListener("abort", () => abort(pull, messageOf(signal.reason)), { once: true });
  try {
    await readTar(meter(decompress(pullChunks(pull)), pull, limits), collector, limits);
  } catch (error) {
    collector.note(`the rest of the layer was not read: ${messageOf(error)}`);
  }
  await drain(pull);
  return pull.fault === undefined ? { facts: collector.facts() } : { reason: pull.fault };
}

async function* pullChunks(pull: Pull): AsyncGenerator<Uint8Array> {
  for (let chunk = await pullNext(pull); chunk !== undefined; chunk = await pullNext(pull)) {
    pull.receivedBytes += chunk.length;
    yield chunk;
  }
  if (pull.fault !== undefined) throw new LayerFault(pull.fault);
}

async function pullNext(pull: Pull): Promise<Uint8Array | undefined> {
  if (pull.isDone) return undefined;
  try {
    const result = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      pull.abandon = reject;
      pull.iterator.next().then(resolve, reject);
    });
    if (!result.done) return result.value;
  } catch (error) {
    pull.fault ??= messageOf(error);
  }
  pull.isDone = true;
  return undefined;
}

/** Also ends a wait of a registry that does not listen to the signal. */
function abort(pull: Pull, reason: string): void {
  if (pull.isDone) return;
  pull.fault = reason;
  pull.isDone = true;
  pull.abandon?.(new LayerFault(reason));
  pull.iterator.return?.().catch(() => undefined);
}

async function drain(pull: Pull): Promise<void> {
  while ((await pullNext(pull)) !== undefined);
}

/** Stops a bomb: what comes out is held against what went in. */
async function* meter(raw: AsyncIterable<Uint8Array>, pull: Pull, limits: LayerLimits): AsyncGenerator<Uint8Array> {
  let rawBytes = 0;
  for await (const chunk of raw) {
    rawBytes += chunk.length;
    if (rawBytes > limits.maxRawBytes)
      throw new LayerFault(`more than ${limits.maxRawBytes} bytes after decompression`);
    if (rawBytes > limits.ratioFromBytes && rawBytes > limits.maxRatio * pull.receivedBytes) {
      throw new LayerFault(`more than ${limits.maxRatio} bytes for each compressed byte`);
    }
    yield chunk;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
