import assert from "node:assert/strict";
import { test } from "node:test";
import { recordComplete } from "../../src/checks/record-complete.ts";
import { evidence, named, plugin, told } from "./make-evidence.ts";

test("a plugin needs a name", () => {
  assert.deepEqual(told(recordComplete, evidence()), ["pass"]);
  assert.deepEqual(told(recordComplete, evidence({ plugin: plugin({ name: " " }) })), [
    "fail",
    "error the plugin has no name",
  ]);
});

test("a tool needs an image to run; only some families insist", () => {
  const message = "the plugin names no container image to run";
  const base = [named("ubuntu:24.04", { role: "base" })];
  for (const [family, level] of [
    ["wipp", "error"],
    ["cwl", "warning"],
  ] as const) {
    assert.deepEqual(told(recordComplete, evidence({ plugin: plugin({ family, images: base }) })), [
      "fail",
      `${level} ${message}`,
    ]);
  }
  assert.deepEqual(told(recordComplete, evidence({ plugin: plugin({ kind: "workflow", images: [] }) })), ["pass"]);
});
