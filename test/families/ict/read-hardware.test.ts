import assert from "node:assert/strict";
import { test } from "node:test";
import { readHardware } from "../../../src/families/ict/read-hardware.ts";

const ROWS: [unknown, unknown][] = [
  [
    { "cpu.min": "500m", "memory.min": "2Gi" },
    { cpuMinimum: 0.5, memoryMiB: 2048 },
  ],
  [
    { cpu: { min: 2, type: "amd64" }, memory: { min: "512M" } },
    { cpuMinimum: 2, memoryMiB: 488, architectures: ["amd64"] },
  ],
  [{ memory: { min: 1024 } }, { memoryMiB: 1024 }],
  [{ gpu: { enabled: true, required: true } }, { gpu: "required" }],
  [{ gpu: { enabled: true } }, { gpu: "optional" }],
  [{ gpu: { enabled: false } }, { gpu: "none" }],
  [{ cpu: "many", memory: { min: "lots" } }, {}],
  ["big", undefined],
];

for (const [value, expected] of ROWS) {
  test(`hardware ${JSON.stringify(value)}`, () => assert.deepEqual(readHardware(value), expected));
}
