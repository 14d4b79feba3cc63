import assert from "node:assert/strict";
import { test } from "node:test";
import manifestSchema from "../../schemas/plugin-manifest.schema.json" with { type: "json" };
import { lazyValidator } from "../../src/families/compile-schema.ts";
import { schemaFaultsOf } from "../../src/families/schema-faults.ts";

const own = lazyValidator(manifestSchema, "2020-12", true);
const MINIMAL = { waybill: 1, name: "x", version: "1.0.0", images: [{ reference: "ghcr.io/lab/x:1.0.0" }] };

/** What is changed in a good manifest → faults as "of pointer: message". */
const ROWS: [Record<string, unknown>, string[]][] = [
  [{}, []],
  [{ naem: 1 }, ['key /naem: unknown key "naem": did you mean "name"?']],
  [{ zzzzzz: 1 }, ['key /zzzzzz: unknown key "zzzzzz"']],
  [{ "a/b~c": 1 }, ['key /a~1b~0c: unknown key "a/b~c"']],
  [{ images: [] }, ["value /images: list is too short"]],
  [{ images: "x" }, ["value /images: wrong type"]],
  [
    { authors: [{ nmae: "x" }] },
    ['value /authors/0: missing "name"', 'key /authors/0/nmae: unknown key "nmae": did you mean "name"?'],
  ],
  [{ links: [{}] }, ['value /links/0: missing "rel", "url"']],
  [{ run: { mode: "bacth" } }, ['value /run/mode: not an allowed value: did you mean "batch"?']],
  [{ run: { ports: [{ port: 70_000 }] } }, ["value /run/ports/0/port: must be <= 65535"]],
  [{ packages: ["numpy"] }, ["value /packages/0: has a form that is not allowed"]],
  [{ citations: [{}] }, ["value /citations/0: must NOT have fewer than 1 properties"]],
];

for (const [change, expected] of ROWS) {
  test(`${JSON.stringify(change)} gives ${expected.length} faults in plain words`, () => {
    const faults = schemaFaultsOf(own(), { ...MINIMAL, ...change });
    assert.deepEqual(
      faults.map(({ of, pointer, message }) => `${of} ${pointer}: ${message}`),
      expected,
    );
  });
}

test("a wrong format is marked, so that it can be a warning", () => {
  const [fault] = schemaFaultsOf(own(), { ...MINIMAL, links: [{ rel: "docs", url: "no address" }] });
  assert.deepEqual([fault?.isFormat, fault?.expected], [true, "uri"]);
});

test("addresses of authors and defaults are never shown", () => {
  const faults = schemaFaultsOf(own(), {
    ...MINIMAL,
    authors: [{ name: "x", email: "ada at example.org" }],
    contact: "",
    inputs: [{ key: "p", type: "string", default: "hunter2", minimum: "hunter2".repeat(100) }],
  });
  assert.equal(JSON.stringify(faults).includes("ada at"), false);
  for (const fault of faults) assert.ok((fault.got ?? "").length <= 200);
});

test("what is shown of a schema's branches is the one nearest to what stands there", () => {
  const schema = {
    anyOf: [
      {
        type: "object",
        properties: { kind: { const: "a" }, size: { type: "number" } },
        required: ["kind", "size", "unit"],
      },
      { type: "object", properties: { kind: { const: "b" } }, required: ["kind"] },
    ],
  };
  const faults = schemaFaultsOf(lazyValidator(schema, "draft-07")(), { kind: "c" });
  assert.deepEqual(
    faults.map(({ pointer, message }) => `${pointer} ${message}`),
    ["/kind wrong value"],
  );
});

test("at most two hundred faults are kept, and a compiled schema is compiled once", () => {
  const inputs = Array.from({ length: 2_000 }, () => ({ bad: 1 }));
  assert.equal(schemaFaultsOf(own(), { ...MINIMAL, inputs }).length, 200);
  assert.equal(own(), own());
});

test("the same item twice is a fault, found without comparing each with each", () => {
  const validate = lazyValidator({ type: "array", uniqueItems: true }, "draft-07")();
  const items = Array.from({ length: 20_000 }, (_, number) => ({ number }));
  const before = performance.now();
  assert.equal(schemaFaultsOf(validate, items).length, 0);
  assert.equal(schemaFaultsOf(validate, [...items.slice(0, 5), { number: 3 }]).length, 1);
  assert.ok(performance.now() - before < 1_000);
});

test("ids inside a published schema do not stop its compilation", () => {
  const schema = {
    $id: "https://example.org/root",
    properties: { a: { $id: "#/same", type: "string" }, b: { $id: "#/same", type: "string" }, id: { type: "number" } },
    examples: [{ id: "kept" }],
  };
  assert.equal(schemaFaultsOf(lazyValidator(schema, "draft-07")(), { a: 1, id: "x" }).length, 2);
});
