import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImageEvidence } from "../../src/model/evidence.ts";
import { fillFromLabels } from "../../src/pipeline/fill-from-labels.ts";
import { AS_OF, config, image, named, plugin } from "../checks/make-evidence.ts";

function resolved(labels: Record<string, string>): ImageEvidence[] {
  const value = image([config({ labels })]);
  const digest = { outcome: "known", value: value.digest, asOf: AS_OF } as const;
  return [{ named: named("lab/x:1"), digest, image: { outcome: "known", value, asOf: AS_OF } }];
}

const commands = (...names: string[]) => ({
  "org.nrg.commands": JSON.stringify(
    names.map((name) => ({ name, "command-line": "x", description: `text of ${name}` })),
  ),
});

test("labels of one plugin fill the gaps of the record, whatever its name, and the record says so", () => {
  const filled = fillFromLabels(plugin({ name: "segment" }), resolved(commands("other")));
  assert.deepEqual([filled.description, filled.from["/description"]], ["text of other", "image-label"]);
});

test("of labels of several plugins only those of its own name fill a record", () => {
  const images = resolved(commands("one", "segment"));
  assert.equal(fillFromLabels(plugin({ name: "segment" }), images).description, "text of segment");
  assert.equal(fillFromLabels(plugin({ name: "another" }), images).description, undefined);
});

test("what the manifest says stays", () => {
  const filled = fillFromLabels(plugin({ description: "mine" }), resolved(commands("other")));
  assert.deepEqual([filled.description, filled.from["/description"]], ["mine", undefined]);
});
