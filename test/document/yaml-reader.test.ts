import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { isWholeYaml, readYaml } from "../../src/document/yaml-reader.ts";

const SEED = 20260704;

function kindsOf(text: string): string[] {
  return readYaml(text, 200, false).faults.map((fault) => fault.kind);
}

test(`reads back what the package yaml writes (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (members) => {
      const expected = JSON.parse(JSON.stringify(members));
      const { root, faults } = readYaml(stringify(expected), 200, false);
      assert.deepEqual(faults, []);
      assert.deepEqual(root, expected);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test("reads the core schema and nothing of YAML 1.1", () => {
  const rows: [string, unknown][] = [
    ["a: yes\nb: true\nc: 0x1F\nd: ~\n", { a: "yes", b: true, c: 31, d: null }],
    [
      "%YAML 1.1\n---\nbase: &b {x: 1}\nd: {<<: *b}\nwhen: 2001-01-01\n",
      { base: { x: 1 }, d: { "<<": { x: 1 } }, when: "2001-01-01" },
    ],
    ["1.0: a\n2: b\n~: c\n", { "1.0": "a", "2": "b", "": "c" }],
    ["a: .inf\nb: .nan\n", { a: ".inf", b: ".nan" }],
    ["name: {{ cookiecutter.name }}\n", { name: { "{ cookiecutter.name }": null } }],
    ["a: 1\n---\nb: 2\n", { b: 2 }],
    ["%YAML 1.2\n---\na: 1\n---\n", { a: 1 }],
    ["\uFEFFa: 1\n", { a: 1 }],
    ["a: &x [1]\nb: *x\n", { a: [1], b: [1] }],
  ];
  for (const [text, root] of rows) assert.deepEqual(readYaml(text, 200, false).root, root, text);
});

test("names faults by kind and keeps what could be read", () => {
  const rows: [string, unknown, string[]][] = [
    ["a: 1\nb: 2\na: 3\n", { a: 3, b: 2 }, ["duplicate-key"]],
    ["a: !!python/object/apply:os.system [x]\n", { a: ["x"] }, ["unresolved-tag"]],
    ["a: !gadget {b: 1}\n", { a: { b: 1 } }, ["unresolved-tag"]],
    ["class: CommandLineTool\nb: [1, 2\n", { class: "CommandLineTool", b: [1, 2] }, ["syntax"]],
    ["a: *nowhere\n", { a: null }, ["syntax"]],
    ["a: &x [*x]\n", { a: [null] }, ["syntax"]],
    ["# nothing\n", undefined, ["not-a-document"]],
    ["", undefined, ["not-a-document"]],
  ];
  for (const [text, root, kinds] of rows) {
    const reading = readYaml(text, 200, false);
    assert.deepEqual(reading.root, root, text);
    assert.deepEqual([...new Set(kindsOf(text))], kinds, text);
    assert.equal(isWholeYaml(reading.faults), kinds[0] === "unresolved-tag", text);
  }
});

test("a __proto__ key is plain own data", () => {
  const { root } = readYaml("__proto__: {isAdmin: true}\n", 200, false);
  assert.deepStrictEqual(root, JSON.parse('{"__proto__":{"isAdmin":true}}'));
  assert.equal(Reflect.get({}, "isAdmin"), undefined);
});

test("alias bombs end as a fault", () => {
  const laughs = ["a0: &a0 [lol,lol,lol]"];
  for (let level = 1; level < 12; level += 1) laughs.push(`a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`);
  const big = `a: &a [${"1,".repeat(5000)}]\nb: [${"*a,".repeat(50)}]\n`;
  const many = `a: &a 1\nb: [${"*a,".repeat(101)}]\n`;
  for (const text of [`${laughs.join("\n")}\n`, big, many]) assert.deepEqual(kindsOf(text), ["alias-bomb"]);
  assert.deepEqual(kindsOf(`a: &a 1\nb: [${"*a,".repeat(100)}]\n`), []);
});

test("nesting beyond the cap ends as a fault in less than a second", () => {
  const chain = ["a0: &a0 [1]"];
  for (let level = 1; level < 5000; level += 1) chain.push(`a${level}: &a${level} [*a${level - 1}]`);
  let block = "";
  for (let level = 0; level < 500; level += 1) block += `${" ".repeat(level)}a:\n`;
  const texts = [
    "[".repeat(100_000),
    "{a: ".repeat(60_000),
    "- ".repeat(100_000),
    "? ".repeat(100_000),
    block,
    chain.join("\n"),
  ];
  for (const text of texts) {
    const started = performance.now();
    assert.ok(kindsOf(text).includes("too-deep"), text.slice(0, 20));
    assert.ok(performance.now() - started < 1000, text.slice(0, 20));
  }
  assert.deepEqual(kindsOf("[".repeat(200) + "]".repeat(200)), []);
});

test("stays quick on hostile texts of 256 KiB", () => {
  const size = 262_000;
  // The slowest of some 250 that were tried, one of each cause.
  const rows: [string, string][] = [
    ["", "}"],
    ["x: ", "a\n"],
    ["", ":\n"],
    ["- ", "a: 1\n"],
  ];
  for (const [prefix, piece] of rows) {
    const text = prefix + piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
    const started = performance.now();
    const { faults } = readYaml(text, 200, true);
    const tookMs = performance.now() - started;
    assert.ok(faults.length <= 50);
    assert.ok(tookMs < 2000, `${JSON.stringify(prefix + piece)} took ${Math.round(tookMs)} ms`);
  }
});
