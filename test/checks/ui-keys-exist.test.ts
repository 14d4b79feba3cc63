import assert from "node:assert/strict";
import { test } from "node:test";
import { uiKeysExist } from "../../src/checks/ui-keys-exist.ts";
import { told } from "./make-evidence.ts";
import { evidenceOf } from "./real-document.ts";

function wipp(
  ui: unknown,
  inputs: unknown = [{ name: "mask", type: "string", description: "d", required: true }],
): string {
  return JSON.stringify({ name: "n", version: "1.0.0", containerId: "a/b:1.0.0", inputs, outputs: [], ui });
}

const item = (key: string) => ({ key, title: "t" });
const rows: [what: string, text: string, expected: string[]][] = [
  ["no form at all", wipp([]), ["not-applicable"]],
  ["each input has its item", wipp([item("inputs.mask"), { key: "fieldsets", fieldsets: [] }]), ["pass"]],
  ["a map of items is keyed by bare names", wipp({ mask: { title: "t" } }), ["pass"]],
  [
    "an item without its input, and a required input without item",
    wipp([item("inputs.msk")]),
    [
      "fail",
      'warning the form item "inputs.msk" names no parameter; did you mean "inputs.mask"?',
      'note the required input "mask" has no form item',
    ],
  ],
  ["an item without a key is a fault of the schema's", wipp([item("inputs.mask"), { title: "t" }]), ["pass"]],
  [
    "an input with a default needs no item",
    wipp(
      [item("inputs.mask")],
      [
        { name: "mask", type: "string", description: "d" },
        { name: "n", type: "number", description: "d", required: true, default: 1 },
      ],
    ),
    ["pass"],
  ],
];

for (const [what, text, expected] of rows) {
  test(what, () => assert.deepEqual(told(uiKeysExist, evidenceOf("plugin.json", text)), expected));
}
