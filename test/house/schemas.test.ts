import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const root = resolve(import.meta.dirname, "../..");
const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const BASE = "https://waybill.example/schemas/";

type Part = Record<string, unknown>;

/** Our own schemas by path; those of others stand as they are in third-party/. */
function readSchemas(): Map<string, Part> {
  const paths = globSync("schemas/**/*.schema.json", { cwd: root }).filter((path) => !path.includes("third-party"));
  return new Map(paths.sort().map((path) => [path, JSON.parse(readFileSync(resolve(root, path), "utf8"))]));
}

function makeAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictTuples: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  return ajv;
}

function faultOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("every schema of ours compiles strictly as JSON Schema 2020-12, under its own address", () => {
  const schemas = readSchemas();
  assert.ok(schemas.size >= 11, "schemas are found");
  const faults: string[] = [];
  const ajv = makeAjv();
  for (const [path, schema] of schemas) {
    if (schema["$schema"] !== DIALECT) faults.push(`${path}: $schema is not ${DIALECT}`);
    const isOwnAddress = String(schema["$id"]).startsWith(BASE) && String(schema["$id"]).endsWith(`/${basename(path)}`);
    if (!isOwnAddress) faults.push(`${path}: $id is not ${BASE}…${basename(path)}`);
    if (typeof schema["title"] !== "string") faults.push(`${path}: no title`);
    const fault = faultOf(() => ajv.addSchema(schema));
    if (fault !== undefined) faults.push(`${path}: ${fault}`);
  }
  for (const [path, schema] of schemas) {
    const fault = faultOf(() => ajv.getSchema(String(schema["$id"])));
    if (fault !== undefined) faults.push(`${path}: ${fault}`);
  }
  assert.deepEqual(faults, []);
});

test("every part of a record's schema is reached by a reference", () => {
  const texts = [...readSchemas()].map(([path, schema]) => ({
    name: basename(path),
    text: JSON.stringify(schema),
    schema,
  }));
  const unused: string[] = [];
  for (const { name, text, schema } of texts) {
    for (const key of Object.keys((schema["$defs"] as Part | undefined) ?? {})) {
      const isUsed =
        text.includes(`"#/$defs/${key}"`) || texts.some((other) => other.text.includes(`${name}#/$defs/${key}"`));
      // Read by tests and other rooms by name: records that no file of the catalog holds.
      if (!isUsed && !["inventory", "manifestFile"].includes(key)) unused.push(`${name}#/$defs/${key}`);
    }
  }
  assert.deepEqual(unused, []);
});

const digest = `sha256:${"a".repeat(64)}`;
const asOf = "2026-01-02T03:04:05Z";
const unknown = { outcome: "not-supported", reason: "not built" };
const image = {
  schemaVersion: 1,
  digest,
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  names: [{ reference: "images.example.org/a:1", firstSeen: asOf, lastSeen: asOf }],
  platforms: [],
  annotations: {},
  referrers: { outcome: "known", value: [], asOf },
  base: { outcome: "not-applicable" },
  signature: unknown,
  scan: { outcome: "not-available", reason: "registry is down", asOf },
  tagHistory: [],
};

const rows: [what: string, changed: Part, isValid: boolean][] = [
  ["an image as it is written", {}, true],
  ["an unknown member", { extra: 1 }, false],
  ["a newer schemaVersion", { schemaVersion: 2 }, false],
  ["a digest that is none", { digest: "sha256:abc" }, false],
  ["a known fact without a value", { base: { outcome: "known", asOf } }, false],
  ["a fact with the members of another outcome", { signature: { ...unknown, value: 1 } }, false],
  ["a time that is not UTC", { referrers: { outcome: "known", value: [], asOf: "2026-01-02T03:04:05+01:00" } }, false],
  ["null for a fact", { scan: null }, false],
];

test("the image schema accepts what is written and nothing else", () => {
  const ajv = makeAjv();
  for (const schema of readSchemas().values()) ajv.addSchema(schema);
  const validate = ajv.getSchema(`${BASE}image.schema.json`);
  assert.ok(validate);
  const got = rows.map(([what, changed]) => [what, validate({ ...image, ...changed })]);
  assert.deepEqual(
    got,
    rows.map(([what, , isValid]) => [what, isValid]),
  );
});
