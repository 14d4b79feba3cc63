import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { decompress } from "../../../src/scanners/native/decompress.ts";

const text = Buffer.from("one line of many\n".repeat(3000));
const skippable = Buffer.concat([Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from("table")]);
const zstd = zstdCompressSync(text);

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompress(inChunks(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

for (const [title, bytes, times] of [
  ["plain bytes", text, 1],
  ["one gzip member", gzipSync(text), 1],
  ["two gzip members", Buffer.concat([gzipSync(text), gzipSync(text)]), 2],
  ["one zstd frame", zstd, 1],
  ["three zstd frames", Buffer.concat([zstd, zstd, zstd]), 3],
  [
    "zstd:chunked, with skippable frames before, between and after",
    Buffer.concat([skippable, zstd, skippable, zstd, skippable]),
    2,
  ],
] as const) {
  for (const size of [7, 100, 1 << 20]) {
    test(`gives all of ${title} in chunks of ${size} bytes`, async () => {
      const out = await read(bytes, size);
      assert.equal(out.length, text.length * times);
      assert.deepEqual(out.subarray(-text.length), text);
    });
  }
}

test("gives nothing for no bytes", async () => assert.equal((await read(Buffer.alloc(0), 10)).length, 0));

for (const [title, bytes, message] of [
  ["truncated gzip", gzipSync(text).subarray(0, -9), /unexpected end of file/],
  ["truncated zstd", zstd.subarray(0, -3), /unexpected end of file/],
  [
    "zstd cut inside a skippable frame",
    Buffer.concat([zstd, skippable.subarray(0, 10)]),
    /ends inside a skippable|unexpected end of file/,
  ],
  ["bytes behind a gzip member", Buffer.concat([gzipSync(text), Buffer.from("garbage")]), /incorrect header check/],
  ["bytes behind a zstd frame", Buffer.concat([zstd, Buffer.from("garbage!")]), /./],
  ["xz", Buffer.from("fd377a585a000004", "hex"), /xz, which is not read/],
  ["bzip2", Buffer.from("425a6839314159", "hex"), /bzip2, which is not read/],
] as const) {
  test(`refuses ${title}`, async () => {
    await assert.rejects(read(bytes, 1000), message);
    await assert.rejects(read(bytes, 5), message);
  });
}

test("passes on a fault of the source", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield gzipSync(text).subarray(0, 100);
    throw new Error("connection reset");
  }
  await assert.rejects(async () => {
    for await (const _ of decompress(broken()));
  }, /connection reset/);
});

test("stops without hanging when the reader has enough", async () => {
  for await (const chunk of decompress(inChunks(gzipSync(text), 50))) {
    assert.ok(chunk.length > 0);
    break;
  }
});
