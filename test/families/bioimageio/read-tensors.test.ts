import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { bioimageio } from "../../../src/families/bioimageio/index.ts";

function tensorOf(tensor: string) {
  const text = `format_version: 0.5.0\nname: x\ntype: model\ninputs:\n  - ${tensor}\n`;
  const document = parseDocument("rdf.yaml", Buffer.from(text));
  return bioimageio.normalize(document, { path: "rdf.yaml", repositoryName: "r" })[0]?.plugin.parameters[0];
}

const AXES: [string, string | undefined][] = [
  ["bcyx", "bcyx"],
  ["[b, c, y, x]", "bcyx"],
  ["[{type: batch}, {type: channel}, {type: space, id: z}, {type: space}]", "bczx"],
  ["[{type: time}, {type: index}, 7, null]", "ti7?"],
  ["[]", undefined],
  ["{}", undefined],
];

for (const [axes, expected] of AXES) {
  test(`axes ${axes} are ${expected}`, () => assert.equal(tensorOf(`{name: a, axes: ${axes}}`)?.axes, expected));
}

const RANGES: [string, [number | undefined, number | undefined]][] = [
  ["data_range: [0, 1]", [0, 1]],
  ["data_range: [-.inf, .inf]", [undefined, undefined]],
  ["data: {range: [0, .inf]}", [0, undefined]],
  ["data_range: 7", [undefined, undefined]],
];

for (const [range, expected] of RANGES) {
  test(`${range} is the range ${expected.join(" to ")}`, () => {
    const tensor = tensorOf(`{name: a, ${range}}`);
    assert.deepEqual([tensor?.minimum, tensor?.maximum], expected);
  });
}

test("data sets and collections are recognized, and no plugins", () => {
  for (const type of ["dataset", "collection"]) {
    const document = parseDocument("rdf.yaml", Buffer.from(`format_version: 0.2.4\nname: x\ntype: ${type}\n`));
    assert.equal(bioimageio.recognizes(document.root), true);
    assert.deepEqual(bioimageio.normalize(document, { path: "rdf.yaml", repositoryName: "r" }), []);
  }
});
