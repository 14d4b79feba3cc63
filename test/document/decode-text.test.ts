import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText } from "../../src/document/decode-text.ts";

const rows: [string, number[], number | undefined][] = [
  ["plain", [0x61], undefined],
  ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61], undefined],
  ["a written U+FFFD", [0xef, 0xbf, 0xbd, 0x61], undefined],
  ["Latin-1", [0x61, 0xe9, 0x62], 1],
  ["Latin-1 after a written U+FFFD", [0xef, 0xbf, 0xbd, 0x61, 0xe9], 2],
  ["an overlong form", [0x61, 0xc0, 0x80], 1],
  ["an encoded surrogate", [0xed, 0xa0, 0x80], 0],
  ["a cut character at the end", [0x61, 0xe4, 0xb8], 1],
  ["UTF-16 little endian", [0xff, 0xfe, 0x61, 0x00], 0],
  ["UTF-16 big endian", [0xfe, 0xff, 0x00, 0x61], 0],
  ["a NUL", [0x61, 0x62, 0x00], 2],
];

for (const [title, bytes, index] of rows) {
  test(`${index === undefined ? "takes" : "names the place in"} ${title}`, () => {
    const decoded = decodeText(Uint8Array.from(bytes));
    assert.equal(decoded.fault?.index, index);
    if (index === undefined) assert.deepEqual([...new TextEncoder().encode(decoded.text)], bytes);
    else assert.equal(decoded.fault?.kind, "encoding");
  });
}

test("is quick with nothing but invalid bytes", () => {
  const started = performance.now();
  assert.equal(decodeText(new Uint8Array(262_144).fill(0x80)).fault?.index, 0);
  assert.ok(performance.now() - started < 500);
});
