import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createGzip, gzipSync } from "node:zlib";
import type { Inventory } from "../../../src/model/scan.ts";
import { DEFAULT_LAYER_LIMITS, type LayerLimits } from "../../../src/scanners/native/limits.ts";
import { scanImage } from "../../../src/scanners/native/scan-image.ts";
import { type EntryToMake, layerOf, type MadeLayer, makeTar, memoryStore, serveLayers } from "../layers.ts";

const MIB = 1024 * 1024;
const GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
const PLAIN = "application/vnd.oci.image.layer.v1.tar";
const KEPT: EntryToMake[] = [
  { path: "etc/os-release", text: "ID=debian\nVERSION_ID=12\n" },
  { path: "opt/kept-1.dist-info/METADATA", text: "Name: kept\nVersion: 1\n" },
];

/** Header of one tar entry, with whatever size field is asked for. */
function header(name: string, size: number | Buffer, type = "0"): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write("0000644\0", 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  if (typeof size === "number") block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  else size.copy(block, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\x0000", 257);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Entries that are kept, and then bytes in place of the end of the tar. */
async function keptThen(...rest: Buffer[]): Promise<Buffer> {
  return Buffer.concat([(await makeTar(KEPT)).subarray(0, -1024), ...rest]);
}

/** A layer made as it is read, so that the test itself needs no memory for it. */
async function streamed(mediaType: string, chunks: () => AsyncIterable<Uint8Array>): Promise<MadeLayer> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of chunks()) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { layer: { digest: `sha256:${hash.digest("hex")}`, mediaType, sizeBytes }, bytes: chunks };
}

async function scan(layer: MadeLayer, limits: Partial<LayerLimits> = {}): Promise<Inventory & { kept: number }> {
  const store = memoryStore();
  const startedAt = performance.now();
  const before = process.memoryUsage().rss;
  const inventory = await scanImage(serveLayers(layer).target, store, { ...DEFAULT_LAYER_LIMITS, ...limits });
  assert.ok(performance.now() - startedAt < 2000, "took more than 2 s");
  assert.ok(process.memoryUsage().rss - before < 256 * MIB, "took more than 256 MiB");
  return { ...inventory, kept: store.entries.size };
}

async function assertKept(layer: MadeLayer, reason: RegExp, limits: Partial<LayerLimits> = {}): Promise<void> {
  const inventory = await scan(layer, limits);
  assert.match(inventory.incomplete.join("\n"), reason);
  assert.deepEqual(
    inventory.components.map(({ name }) => name),
    ["kept"],
  );
}

test("refuses a bomb of 2 GiB of zeros by its ratio, and keeps what came before", async () => {
  const kept = await keptThen(header("zeros", 2 ** 31));
  const zeros = Buffer.alloc(MIB);
  async function* bomb(): AsyncGenerator<Uint8Array> {
    const gzip = createGzip({ level: 1 });
    gzip.write(kept);
    for (let n = 0; n < 64; n += 1) gzip.write(zeros);
    gzip.end();
    for await (const chunk of gzip) yield chunk;
  }
  await assertKept(await streamed(GZIP, bomb), /more than 200 bytes for each compressed byte/);
});

test("refuses more raw bytes than the limit", async () => {
  const layer = layerOf(await keptThen(header("big", 3 * MIB), Buffer.alloc(3 * MIB, "x")), PLAIN);
  await assertKept(layer, /more than 2097152 bytes after decompression/, { maxRawBytes: 2 * MIB });
});

for (const [title, tail, reason] of [
  ["a tar that is cut", header("cut", 5000), /Unexpected end of data/],
  ["a header with a bad checksum", Buffer.alloc(512, "x"), /Invalid tar header/],
  ["a PAX header of 400 MB", header("pax", 400_000_000, "x"), /Header exceeds max size/],
  ["a GNU long name of 400 MB", header("long", 400_000_000, "L"), /Header exceeds max size/],
  [
    "a size of 2^50 in base 256",
    header("huge", Buffer.from("800000000004000000000000", "hex")),
    /Unexpected end of data/,
  ],
  ["a negative size", header("negative", Buffer.from("ffffffffffffffffffffff00", "hex")), /Invalid header/],
  [
    "evidence that says it has 2^50 bytes",
    header("var/lib/dpkg/status", Buffer.from("800000000004000000000000", "hex")),
    /status: larger than/,
  ],
] as const) {
  test(`keeps what came before ${title}`, async () => {
    await assertKept(layerOf(await keptThen(tail), PLAIN), reason);
    await assertKept(layerOf(gzipSync(await keptThen(tail)), GZIP), reason);
  });
}

test("keeps what came before a cut of the gzip data", async () => {
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919 * (n >> 3)) % 251));
  const whole = gzipSync(await keptThen(header("noise", noise.length), noise));
  await assertKept(layerOf(whole.subarray(0, -1000), GZIP), /unexpected end of file/);
});

test("says that bytes which are no archive were not read", async () => {
  for (const bytes of [Buffer.alloc(4096, "not an archive "), Buffer.from("short"), Buffer.from([0x1f, 0x8b])]) {
    const inventory = await scan(layerOf(bytes));
    assert.equal(inventory.components.length, 0);
    assert.match(inventory.incomplete.join(), /the rest of the layer was not read/);
  }
});

test("reads ../../etc/passwd as a path of the image and writes nothing", async () => {
  const tar = await makeTar([...KEPT, { path: "../../etc/passwd", text: "root::0:0::/:/bin/sh\n" }]);
  const inventory = await scan(layerOf(gzipSync(tar)));
  assert.deepEqual([inventory.components.length, inventory.incomplete], [1, []]);
});

test("skips a database of 100 MB and reads on behind it", async () => {
  const rest = (await makeTar(KEPT)).subarray(0);
  const line = Buffer.alloc(MIB, "Package: x\n");
  async function* large(): AsyncGenerator<Uint8Array> {
    yield header("var/lib/dpkg/status", 100 * MIB);
    for (let n = 0; n < 100; n += 1) yield line;
    yield rest;
  }
  await assertKept(await streamed(PLAIN, large), /var\/lib\/dpkg\/status: larger than 67108864 bytes: not read/);
});

test("stops at the limit of entries", async () => {
  const many = Array.from({ length: 50 }, (_, n) => header(`file-${n}`, 0));
  await assertKept(layerOf(await keptThen(...many), PLAIN), /more than 40 entries/, { maxEntries: 40 });
});

test("skips an entry whose path is too long", async () => {
  const tar = await makeTar([
    { path: `${"a/".repeat(3000)}x-1.dist-info/METADATA`, text: "Name: x\nVersion: 1\n" },
    ...KEPT,
  ]);
  await assertKept(layerOf(gzipSync(tar)), /a path of more than 4096 bytes/);
});

test("keeps no more facts than the limit, and says so", async () => {
  const whiteouts = Array.from({ length: 100 }, (_, n) => header(`${"d".repeat(60)}/.wh.${n}`, 0));
  await assertKept(layerOf(await keptThen(...whiteouts), PLAIN), /more than 2000 characters of facts/, {
    maxFactCharacters: 2000,
  });
});

test("gives up a layer that never ends", async () => {
  const stalled: MadeLayer = {
    layer: layerOf(Buffer.from("x")).layer,
    bytes: async function* () {
      yield Buffer.from("x");
      await new Promise(() => undefined);
    },
  };
  const inventory = await scan(stalled, { layerTimeoutMs: 50 });
  assert.match(inventory.incomplete.join(), /took longer than 50 ms/);
  assert.equal(inventory.kept, 0);
});

test("names in metadata cannot reach the prototype of anything", async () => {
  const tar = await makeTar([
    { path: "etc/os-release", text: "ID=__proto__\nVERSION_ID=constructor\n" },
    { path: "var/lib/dpkg/status", text: "Package: __proto__\nVersion: 1\n__proto__: x\n" },
  ]);
  const inventory = await scan(layerOf(gzipSync(tar)));
  assert.equal(inventory.components[0]?.ecosystem, "__proto__:constructor");
  assert.equal(Object.hasOwn(Object.prototype, "x"), false);
});
