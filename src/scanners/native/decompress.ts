import { createGunzip, createZstdDecompress } from "node:zlib";
import { LayerFault } from "./limits.ts";

type Decoder = ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;
type ByteIterator = AsyncIterator<Uint8Array>;

const CHUNK_BYTES = 64 * 1024;
const SKIPPABLE_HEADER_BYTES = 8;

/**
 * Bytes of a layer → bytes of its tar. The format is told by its first bytes, as container engines do; the media type is
 * only a claim.
 */
export async function* decompress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new PushbackInput(source[Symbol.asyncIterator]());
  const head = await input.peek(SKIPPABLE_HEADER_BYTES);
  const format = detectFormat(head);
  if (format === "plain") {
    for (let chunk = await input.next(); chunk !== undefined; chunk = await input.next()) yield chunk;
    return;
  }
  if (format === "gzip") {
    yield* decode(createGunzip({ chunkSize: CHUNK_BYTES }), input);
    return;
  }
  if (format === "zstd") {
    yield* decodeZstdFrames(input);
    return;
  }
  throw new LayerFault(`compressed with ${format}, which is not read`);
}

function detectFormat(head: Uint8Array): "plain" | "gzip" | "zstd" | "bzip2" | "xz" {
  const hex = Buffer.from(head).toString("hex");
  if (hex.startsWith("1f8b")) return "gzip";
  if (hex.startsWith("28b52ffd") || isSkippable(head)) return "zstd";
  if (hex.startsWith("425a68")) return "bzip2";
  if (hex.startsWith("fd377a585a00")) return "xz";
  return "plain";
}

/** https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md#skippable-frames */
function isSkippable(head: Uint8Array): boolean {
  if (head.length < SKIPPABLE_HEADER_BYTES) return false;
  return ((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
}

/** Node's decoder stops after one frame, without a word; zstd:chunked and pzstd write many, some of them skippable. */
async function* decodeZstdFrames(input: PushbackInput): AsyncGenerator<Uint8Array> {
  for (;;) {
    const head = await input.peek(SKIPPABLE_HEADER_BYTES);
    if (head.length === 0) return;
    if (isSkippable(head)) {
      await input.skip(SKIPPABLE_HEADER_BYTES + Buffer.from(head).readUInt32LE(4));
      continue;
    }
    yield* decode(createZstdDecompress({ chunkSize: CHUNK_BYTES }), input);
  }
}

/** Runs one decoder until its data ends; input it did not take goes back. */
async function* decode(decoder: Decoder, input: PushbackInput): AsyncGenerator<Uint8Array> {
  const feeding = feed(decoder, input);
  // The fault reaches the reader through the decoder, which feed() destroys with it.
  feeding.catch(() => undefined);
  try {
    for await (const chunk of decoder) yield toBytes(chunk);
  } finally {
    decoder.destroy();
  }
  await feeding;
}

async function feed(decoder: Decoder, input: PushbackInput): Promise<void> {
  let fedBytes = 0;
  try {
    for (let chunk = await input.next(); chunk !== undefined; chunk = await input.next()) {
      fedBytes += chunk.length;
      await write(decoder, chunk);
      const left = fedBytes - decoder.bytesWritten;
      if (left <= 0) continue;
      input.unshift(chunk.subarray(chunk.length - left));
      return;
    }
    decoder.end();
  } catch (error) {
    decoder.destroy(error instanceof Error ? error : new LayerFault(String(error)));
    throw error;
  }
}

function write(decoder: Decoder, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    decoder.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new LayerFault("decoder gave something other than bytes");
}

/** Input that can be looked at before it is taken, and given back. */
class PushbackInput {
  readonly #iterator: ByteIterator;
  #pending: Uint8Array[] = [];

  constructor(iterator: ByteIterator) {
    this.#iterator = iterator;
  }

  async next(): Promise<Uint8Array | undefined> {
    const pending = this.#pending.shift();
    if (pending !== undefined) return pending;
    const result = await this.#iterator.next();
    return result.done ? undefined : result.value;
  }

  unshift(chunk: Uint8Array): void {
    if (chunk.length > 0) this.#pending.unshift(chunk);
  }

  async peek(bytes: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let total = 0;
    while (total < bytes) {
      const chunk = await this.next();
      if (chunk === undefined) break;
      chunks.push(chunk);
      total += chunk.length;
    }
    const joined = Buffer.concat(chunks);
    this.unshift(joined);
    return joined.subarray(0, bytes);
  }

  async skip(bytes: number): Promise<void> {
    let left = bytes;
    while (left > 0) {
      const chunk = await this.next();
      if (chunk === undefined) throw new LayerFault("ends inside a skippable zstd frame");
      if (chunk.length > left) this.unshift(chunk.subarray(left));
      left -= chunk.length;
    }
  }
}
