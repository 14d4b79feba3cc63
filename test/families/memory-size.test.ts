import assert from "node:assert/strict";
import { test } from "node:test";
import { mebibytesOf } from "../../src/families/memory-size.ts";

const ROWS: [unknown, number | undefined][] = [
  ["1Gi", 1_024],
  ["2GiB", 2_048],
  ["512Mi", 512],
  ["1.5 Gi", 1_536],
  ["1G", 954],
  ["1Ti", 1_048_576],
  ["2048Ki", 2],
  [512, 512],
  ["512", 512],
  ["1E", undefined],
  ["lots", undefined],
  [null, undefined],
  ["1".repeat(1_000), undefined],
];

for (const [written, mebibytes] of ROWS) {
  test(`${JSON.stringify(written).slice(0, 20)} is ${mebibytes} MiB`, () =>
    assert.equal(mebibytesOf(written), mebibytes));
}
