import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "../../src/document/parse-document.ts";
import { pointerOf } from "../../src/document/pointer.ts";
import type { ManifestDocument } from "../../src/model/manifest-document.ts";

const SEED = 20260705;

function parse(path: string, text: string): ManifestDocument {
  return parseDocument(path, new TextEncoder().encode(text));
}

/** The bytes of the file from the position on. */
function textFrom(document: ManifestDocument, offset: number): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(document.text).subarray(offset));
}

function pointersOf(value: unknown, prefix: string[] = []): [string, unknown][] {
  const own: [string, unknown][] = [[pointerOf(...prefix), value]];
  if (typeof value !== "object" || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, member]) => pointersOf(member, [...prefix, key]))];
}

test("chooses the syntax by name, and by content for .cwl", () => {
  const rows: [string, string, "json" | "yaml", boolean][] = [
    ["plugin.json", '{"a":1}', "json", true],
    ["PLUGIN.JSON", '{"a":1}', "json", true],
    ["plugin.json", "a: 1", "json", false],
    ["ict.yaml", "a: 1", "yaml", true],
    ["tool.cwl", '{\n\t"class": "CommandLineTool"\n}', "json", true],
    ["tool.cwl", "{class: CommandLineTool}", "yaml", true],
    ["tool.cwl", "class: CommandLineTool", "yaml", true],
  ];
  for (const [path, text, syntax, isParsed] of rows) {
    const document = parse(path, text);
    assert.deepEqual([document.syntax, document.isParsed], [syntax, isParsed], `${path} ${text}`);
  }
});

test("duplicate keys leave JSON parsed and YAML not", () => {
  const json = parse("a.json", '{"a":1,\n "a":2}');
  assert.deepEqual([json.isParsed, json.root], [true, { a: 2 }]);
  assert.deepEqual(json.faults, [
    { kind: "duplicate-key", message: 'the key "a" occurs twice', position: { line: 2, column: 2, offset: 9 } },
  ]);
  const yaml = parse("a.yml", "a: 1\na: 2\n");
  assert.deepEqual([yaml.isParsed, yaml.root], [false, { a: 2 }]);
  assert.deepEqual(yaml.faults[0]?.position, { line: 2, column: 1, offset: 5 });
});

test("names line and column of a fault in JSON", () => {
  const document = parse("plugin.json", '\uFEFF{\r\n  "é": "😀",\r\n  "b": [1,]\r\n}\r\n');
  assert.equal(document.isParsed, false);
  assert.deepEqual(document.root, { é: "😀", b: [1] });
  assert.deepEqual(document.faults[0]?.position, { line: 3, column: 10, offset: 32 });
});

test(`every pointer's position is where that value is written in JSON (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5 }),
      fc.constantFrom(0, 2),
      fc.constantFrom("", "\uFEFF"),
      (compact, indent, mark) => {
        const root: unknown = JSON.parse(compact);
        const document = parse("a.json", mark + JSON.stringify(root, null, indent));
        for (const [pointer, value] of pointersOf(root)) {
          const written = textFrom(document, document.positionOf(pointer).offset);
          const opening =
            typeof value === "object" && value !== null ? (Array.isArray(value) ? "[" : "{") : JSON.stringify(value);
          assert.ok(written.startsWith(opening.replace("-0", "0")) || written.startsWith(opening), pointer);
        }
      },
    ),
    { seed: SEED, numRuns: 300 },
  );
});

test("finds keys, values and nearest ancestors in both syntaxes", () => {
  const json = parse("a.json", '{\n  "a": {"b/c": [10, 20]},\n  "d": 1\n}\n');
  const yaml = parse("a.yaml", "a:\n  b/c:\n    - 10\n    - 20\nd: 1\ne: &x {f: 1}\ng: *x\nh:\n");
  const rows: [ManifestDocument, string, "key" | "value", number, number][] = [
    [json, "", "value", 1, 1],
    [json, "/a", "key", 2, 3],
    [json, "/a", "value", 2, 8],
    [json, "/a/b~1c/1", "value", 2, 21],
    [json, "/a/b~1c/7/x", "value", 2, 16],
    [json, "/nowhere", "key", 1, 1],
    [json, "/d", "value", 3, 8],
    [yaml, "/a", "key", 1, 1],
    [yaml, "/a/b~1c/1", "value", 4, 7],
    [yaml, "/a/b~1c", "key", 2, 3],
    [yaml, "/d", "value", 5, 4],
    [yaml, "/g", "value", 7, 4],
    [yaml, "/g/f", "value", 6, 11],
    [yaml, "/h", "key", 8, 1],
    [yaml, "/zzz", "value", 1, 1],
  ];
  for (const [document, pointer, of, line, column] of rows) {
    const position = document.positionOf(pointer, of);
    assert.deepEqual([position.line, position.column], [line, column], `${document.syntax} ${of} ${pointer}`);
  }
});

test("positions work in what could be read of a broken file", () => {
  const document = parse("plugin.json", '{\n"name": "a",\n"image": "b:1",\n"x" 1}');
  assert.equal(document.isParsed, false);
  assert.equal(document.positionOf("/image").line, 3);
});

test("refuses 100 MB by size at once", () => {
  const bytes = new Uint8Array(100 * 1024 * 1024);
  const started = performance.now();
  const document = parseDocument("plugin.json", bytes);
  assert.ok(performance.now() - started < 50);
  assert.deepEqual([document.isParsed, document.text, document.root], [false, "", undefined]);
  assert.equal(document.faults[0]?.kind, "too-large");
  assert.deepEqual(document.positionOf("/a"), { line: 1, column: 1, offset: 0 });
});

test("an encoding fault leaves the file unparsed, but its family recognizable", () => {
  const latin1 = Uint8Array.from(
    [...'{"containerId":"a:1","author":"Jos'].map((char) => char.charCodeAt(0)).concat([0xe9, 0x22, 0x7d]),
  );
  const document = parseDocument("plugin.json", latin1);
  assert.equal(document.isParsed, false);
  assert.deepEqual(
    document.faults.map((fault) => fault.kind),
    ["encoding"],
  );
  assert.deepEqual(document.faults[0]?.position, { line: 1, column: 35, offset: 34 });
  assert.equal(Reflect.get(Object(document.root), "containerId"), "a:1");
  const utf16 = parseDocument("plugin.json", Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]));
  assert.deepEqual(
    utf16.faults.map((fault) => fault.kind),
    ["encoding"],
  );
  assert.equal(utf16.root, undefined);
});

test("nesting of 100,000 levels ends as one fault in less than a second", () => {
  for (const path of ["a.json", "a.yaml", "a.cwl"]) {
    for (const piece of path === "a.yaml" ? ["[", '{"a":', "- "] : ["[", '{"a":']) {
      const started = performance.now();
      const { faults } = parse(path, piece.repeat(Math.min(100_000, 260_000 / piece.length)));
      assert.ok(performance.now() - started < 1000);
      assert.ok(faults.length === 1, `${path} ${piece}`);
    }
  }
});
