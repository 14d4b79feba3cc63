import assert from "node:assert/strict";
import { test } from "node:test";
import { xnatLabels } from "../../../src/families/xnat-labels/index.ts";
import { labeled } from "../label-config.ts";

const COMMAND = { name: "x", "command-line": "x.sh" };

/** Text of the label → names of its commands. */
const ROWS: [string, string, string[]][] = [
  ["a list", JSON.stringify([COMMAND, { ...COMMAND, name: "y" }]), ["x", "y"]],
  ["one command without a list", JSON.stringify(COMMAND), []],
  ["an empty list", "[]", []],
  ["a text", "x.sh", []],
  ["nothing", "", []],
  ["a command without name", '[{"command-line": "x.sh"}]', []],
  ["a command whose line is no text", '[{"name": "x", "command-line": []}]', []],
  ["a list that does not end", '[{"name": "x", "command-line": "x.sh"}', ["x"]],
  ["deep nesting", `${"[".repeat(100_000)}`, []],
  ["a text that is too long", JSON.stringify([{ ...COMMAND, description: "x".repeat(300_000) }]), []],
  ["a prototype", '[{"__proto__": {"name": "x", "command-line": "x.sh"}}]', []],
  ["too many commands", JSON.stringify(Array.from({ length: 300 }, () => COMMAND)), Array(100).fill("x")],
];

for (const [what, text, names] of ROWS) {
  test(`${what} in the label gives ${names.length} plugins`, () => {
    const config = labeled({ "org.nrg.commands": text });
    const plugins = xnatLabels.normalizeConfig(config);
    assert.deepEqual(
      plugins.map(({ name }) => name),
      names,
    );
    assert.equal(xnatLabels.recognizesLabels(config.labels), names.length > 0);
  });
}

test("images without the label are none of this family", () => {
  assert.equal(xnatLabels.recognizesLabels({ name: "x", version: "1" }), false);
  assert.deepEqual(xnatLabels.normalizeConfig(labeled({})), []);
});

test("what a label tells is told by the label", () => {
  const [plugin] = xnatLabels.normalizeConfig(labeled({ "org.nrg.commands": JSON.stringify([COMMAND]) }));
  assert.equal(plugin?.from["/name"], "image-label");
  assert.ok(!Object.values(plugin?.from ?? {}).includes("manifest"));
});
