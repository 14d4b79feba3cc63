import assert from "node:assert/strict";
import { test } from "node:test";
import { openForEdits } from "../../src/document/edit-places.ts";
import { parseDocument } from "../../src/document/parse-document.ts";

const rows: [what: string, path: string, text: string, pointer: string, written: string | undefined][] = [
  ["a text of JSON", "a.json", '{"é": {"b": "x"}}', "/é/b", '"x"'],
  ["a map of JSON", "a.json", '{"a": { "b": 1 } }', "/a", '{ "b": 1 }'],
  ["an item of a list", "a.json", "[1, [2, 3], 4]", "/1", "[2, 3]"],
  ["a text of YAML", "a.yaml", "a:\n  b: 'x' # y\n", "/a/b", "'x'"],
  ["a list of YAML", "a.yaml", "a: [1, 2]\n", "/a", "[1, 2]"],
  ["what is not there", "a.json", "{}", "/a", undefined],
];

for (const [what, path, text, pointer, written] of rows) {
  test(`${what} is found from its first letter to its last`, () => {
    const places = openForEdits(parseDocument(path, new TextEncoder().encode(text)));
    const place = places.placeAt(pointer);
    assert.equal(place && places.text.slice(place.start, place.end), written);
    if (place === undefined) return;
    const bytes = Buffer.from(text).subarray(places.offsetOf(place.start), places.offsetOf(place.end));
    assert.equal(bytes.toString(), written);
  });
}
