import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { aliasOf, declarations, type SchemaFiles, schemaAt } from "./schema-types.ts";

const root = resolve(import.meta.dirname, "../..");

/** Which part of a schema is which type of src/model. */
const PAIRS: [file: string, pointer: string, module: string, type: string][] = [
  ["entry.schema.json", "", "entry", "Entry"],
  ["entry.schema.json", "/$defs/sourceRepository", "source-repository", "SourceRepository"],
  ["entry.schema.json", "/$defs/manifestFile", "source-repository", "ManifestFile"],
  ["entry.schema.json", "/$defs/tier", "entry", "Tier"],
  ["image.schema.json", "", "image", "Image"],
  ["image.schema.json", "/$defs/reference", "image", "Reference"],
  ["catalog.schema.json", "", "catalog", "CatalogHeader"],
  ["repository-record.schema.json", "", "catalog", "RepositoryRecord"],
  ["history-event.schema.json", "", "catalog", "HistoryEvent"],
  ["held.schema.json", "", "catalog", "HeldRecord"],
  ["plugin.schema.json", "", "plugin", "Plugin"],
  ["plugin.schema.json", "/$defs/parameter", "parameter", "Parameter"],
  ["finding.schema.json", "", "finding", "Finding"],
  ["signature.schema.json", "/$defs/verdict", "signature", "SignatureVerdict"],
  ["scan.schema.json", "/$defs/summary", "scan", "ScanSummary"],
  ["scan.schema.json", "/$defs/inventory", "scan", "Inventory"],
];

/** Two types are the same when nothing can tell them apart: optional is not required, and no member is missing. */
const PRELUDE = `
type Deep<T> = T extends object ? { [K in keyof T]: Deep<T[K]> } : T;
type Same<A, B> = (<T>() => T extends Deep<A> ? 1 : 2) extends <T>() => T extends Deep<B> ? 1 : 2 ? true : false;
`;

function readSchemas(): Map<string, unknown> {
  const names = readdirSync(join(root, "schemas")).filter((name) => name.endsWith(".schema.json"));
  return new Map(names.map((name) => [name, JSON.parse(readFileSync(join(root, "schemas", name), "utf8"))]));
}

function programText(files: SchemaFiles, pairs: typeof PAIRS): string {
  const imports = pairs.map(([, , module, type], at) => {
    return `import type { ${type} as M${at} } from ${JSON.stringify(join(root, "src/model", `${module}.ts`))};`;
  });
  const same = pairs.map(
    ([file, pointer], at) => `export const same${at}: Same<${aliasOf(file, pointer)}, M${at}> = true;`,
  );
  // These say what differs where the line above only says that something does.
  const hints = pairs.flatMap(([file, pointer], at) => [
    `export const toModel${at} = (value: ${aliasOf(file, pointer)}): M${at} => value;`,
    `export const toSchema${at} = (value: M${at}): ${aliasOf(file, pointer)} => value;`,
  ]);
  const roots = pairs.map(([file, pointer]): [string, string] => [file, pointer]);
  return [...imports, PRELUDE, declarations(files, roots), ...same, ...hints].join("\n");
}

/** Compiles the texts together; answers the complaints of each. */
function complaintsOf(texts: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "waybill-types-"));
  try {
    const names = texts.map((_, at) => `case${at}.ts`);
    for (const [at, text] of texts.entries()) writeFileSync(join(folder, names[at]!), text);
    const compilerOptions = { types: [], rewriteRelativeImportExtensions: false, verbatimModuleSyntax: false };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include: [], files: names }),
    );
    const tsc = join(root, "node_modules/.bin/tsc");
    const run = spawnSync(tsc, ["-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
    const lines = run.stdout.split("\n").filter((line) => line !== "");
    assert.ok(run.status === 0 || lines.some((line) => /^case\d+\.ts/.test(line)), run.stdout + run.stderr);
    return names.map((name) => lines.filter((line) => line.startsWith(`${name}(`)).join("\n"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the schemas of the record and the types of src/model say the same", () => {
  const [complaints] = complaintsOf([programText(readSchemas(), PAIRS)]);
  assert.equal(complaints, "");
});

type Part = Record<string, unknown>;
const drifts: [what: string, file: string, pointer: string, change: (part: Part) => void][] = [
  ["an optional member is lost", "plugin.schema.json", "/properties", (part) => delete part["summary"]],
  [
    "an optional member is added",
    "plugin.schema.json",
    "/properties",
    (part) => Object.assign(part, { x: { type: "string" } }),
  ],
  [
    "a required member becomes optional",
    "entry.schema.json",
    "/required",
    (part) => Reflect.apply(Array.prototype.pop, part, []),
  ],
  [
    "a word is added to a closed list",
    "history-event.schema.json",
    "/properties/kind/enum",
    (part) => Reflect.apply(Array.prototype.push, part, ["x"]),
  ],
  [
    "a member changes its type",
    "scan.schema.json",
    "/$defs/summary/properties",
    (part) => Object.assign(part, { packages: { type: "string" } }),
  ],
  [
    "a digest becomes any text",
    "image.schema.json",
    "/$defs/digest",
    (part) => Object.assign(part, { anyOf: [{ type: "string" }] }),
  ],
  [
    "a shared part drifts",
    "fact.schema.json",
    "/$defs/notSupported/properties",
    (part) => Object.assign(part, { reason: { type: "number" } }),
  ],
];

test("a schema that drifts from its type is noticed", () => {
  const texts = drifts.map(([, file, pointer, change]) => {
    const files = readSchemas();
    change(schemaAt(files, file, pointer) as Part); // Objects and lists, as the rows name them.
    return programText(files, PAIRS);
  });
  const unnoticed = complaintsOf(texts).flatMap((complaints, at) =>
    /error TS2322/.test(complaints) ? [] : [drifts[at]![0]],
  );
  assert.deepEqual(unnoticed, []);
});
