import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { allowedRooms, DOORS, INTERFACES, PURE, PURE_MODULES, WORLD } from "./rooms.ts";
import { describeSource, exportsOf, ROOT, reach, readSourceFiles, type SourceFile } from "./source-files.ts";

const sources = readSourceFiles("src/**/*.ts");
const action = readSourceFiles("action/*.ts");
const pages = readSourceFiles("index-site/{*.ts,pages/**/*.ts}");
const scripts = readSourceFiles("scripts/**/*.ts");
const all = [...sources, ...action, ...pages];
const TABLES = [
  "families",
  "sources",
  "registries",
  "signatures",
  "scanners",
  "advisories",
  "checks",
  "exporters",
  "reporters",
];

/** Data of the project that code may read as a module. */
const DATA = /^(?:schemas\/|trust\/|package\.json$)/;

function importFaults(file: SourceFile): string[] {
  const allowed = allowedRooms(file.room);
  if (allowed === undefined) return [`${file.path}: no rule knows the room ${file.room}`];
  const faults: string[] = [];
  for (const target of file.own) {
    const { room } = describeSource(target, "");
    if (DATA.test(target) || room === file.room || allowed.includes(room)) continue;
    if (file.types.includes(target) && INTERFACES.includes(target) && WORLD.includes(file.room)) continue;
    faults.push(`${file.path}: ${file.room} may not import ${room} (${target})`);
  }
  return faults;
}

function purityFaults(file: SourceFile): string[] {
  if (!(PURE.includes(file.room) || file.room === "index-site")) return [];
  const allowed = file.room === "search" || file.room === "index-site" ? [] : PURE_MODULES;
  const modules = file.foreign.filter((name) => name.startsWith("node:") && !allowed.includes(name));
  return modules.map((name) => `${file.path}: a pure room, but it imports ${name}`);
}

const WORLD_RULES: [what: RegExp, rooms: string[], why: string][] = [
  [/(?<![.\w])fetch\(/, ["http", "github"], "only http/ and github/ call fetch"],
  [/"node:child_process"/, ["process"], "only process/ starts programs"],
];

const DOOR_RULES: [what: RegExp, why: string][] = [
  [/(?<![.\w])console\./, "only a door writes to the console"],
  [/\bprocess\.env\b/, "only a door reads the environment"],
  [/\bprocess\.exit\b/, "only a door ends the process"],
  [/\bDate\.now\b|\bnew Date\(\)/, "time is a value or a port"],
];

function worldFaults(file: SourceFile): string[] {
  const faults: string[] = [];
  for (const [what, rooms, why] of WORLD_RULES) {
    if (what.test(file.code) && !rooms.includes(file.room)) faults.push(`${file.path}: ${why}`);
  }
  if (DOORS.includes(file.path)) return faults;
  for (const [what, why] of DOOR_RULES) if (what.test(file.code)) faults.push(`${file.path}: ${why}`);
  return faults;
}

const BAD_NAME = /(?:^|-)(?:utils?|helpers?|commons?|misc|managers?|services?)$|^(?:base|core|types)$/;

function shapeFaults(file: SourceFile): string[] {
  const faults: string[] = [];
  const lines = file.text.split("\n").length - 1;
  if (lines > 400) faults.push(`${file.path}: ${lines} lines, at most 400`);
  const names = exportsOf(file.code);
  const isTable = file.path.endsWith("/index.ts") || file.path === "src/index.ts";
  if (names.length > 5 && !isTable) {
    faults.push(`${file.path}: ${names.length} exports, at most 5 (${names.join(", ")})`);
  }
  for (const part of file.path
    .replace(/(?:\.d)?\.ts$/, "")
    .split("/")
    .slice(1)) {
    if (BAD_NAME.test(part))
      faults.push(`${file.path}: "${part}" says nothing; name the noun of the field or the verb`);
  }
  return faults;
}

test("rooms import only what the import rule allows", () => {
  assert.ok(sources.length > 50, "sources are found");
  assert.deepEqual(all.flatMap(importFaults), []);
});

test("imports of our own files lead to files", () => {
  const lost = all.flatMap((file) =>
    file.own.filter((target) => !existsSync(join(ROOT, target))).map((target) => `${file.path}: no file ${target}`),
  );
  assert.deepEqual(lost, []);
});

test("pure rooms ask nothing of the world", () => {
  assert.deepEqual(all.flatMap(purityFaults), []);
});

test("fetch, programs, environment, console, clock and exit are where they belong", () => {
  assert.deepEqual(all.flatMap(worldFaults), []);
});

test("files are short, export little and have telling names", () => {
  assert.deepEqual(all.flatMap(shapeFaults), []);
});

test("every file of src is reached from a door, the public API, a table or a script", () => {
  const tables = TABLES.map((table) => `src/${table}/index.ts`);
  const roots = [...DOORS, "src/index.ts", ...tables, ...scripts.map((file) => file.path)];
  const reached = reach([...sources, ...action, ...scripts], roots);
  const orphans = sources.filter((file) => !reached.has(file.path)).map((file) => `${file.path}: nothing imports it`);
  assert.deepEqual(orphans, []);
});

test("from a door to the work it is at most 4 steps", () => {
  const stages = [
    "discover",
    "read",
    "normalize",
    "validate",
    "resolve",
    "verify",
    "scan",
    "classify",
    "grade",
    "publish",
  ];
  const files = [...sources, ...action];
  const far: string[] = [];
  for (const door of DOORS.filter((path) => existsSync(join(ROOT, path)))) {
    const steps = reach(files, [door]);
    for (const stage of stages) {
      const count = steps.get(`src/pipeline/${stage}.ts`);
      // The Action validates; a door need not reach every stage, but the CLI reaches all.
      if (count === undefined && door === "src/cli.ts") far.push(`${door}: does not reach ${stage}`);
      if ((count ?? 0) > 4) far.push(`${door}: ${count} steps to ${stage}`);
    }
  }
  assert.deepEqual(far, []);
});

const bad: [path: string, text: string, judge: (file: SourceFile) => string[]][] = [
  ["src/oci/x.ts", 'import { a } from "../http/a.ts";', importFaults],
  [
    "src/oci/x.ts",
    'import type {\n  A,\n} from "../document/a.ts";\nexport { b } from "../search/b.ts";',
    importFaults,
  ],
  ["src/model/x.ts", 'const a = await import("../oci/a.ts");', importFaults],
  ["src/http/x.ts", 'import { a } from "../sources/a.ts";', importFaults],
  ["src/github/x.ts", 'import { openSource } from "../sources/source.ts";', importFaults],
  ["src/github/x.ts", 'import type { A } from "../sources/index.ts";', importFaults],
  ["src/catalog/x.ts", 'import { a } from "../families/a.ts";', importFaults],
  ["src/pipeline/x.ts", 'import { a } from "../commands/a.ts";', importFaults],
  ["src/newroom/x.ts", "", importFaults],
  ["index-site/x.ts", 'import { a } from "../src/catalog/a.ts";', importFaults],
  ["src/families/x.ts", 'import { readFileSync } from "node:fs";', purityFaults],
  ["src/search/x.ts", 'import { createHash } from "node:crypto";', purityFaults],
  ["src/catalog/x.ts", "const answer = await fetch(url);", worldFaults],
  ["src/catalog/x.ts", 'import { spawn } from "node:child_process";', worldFaults],
  ["src/pipeline/x.ts", "const now = new Date();", worldFaults],
  ["src/pipeline/x.ts", "const token = process.env.TOKEN;", worldFaults],
  ["src/commands/x.ts", "console.log(1);", worldFaults],
  ["src/oci/utils.ts", "", shapeFaults],
  ["src/oci/string-helpers.ts", "", shapeFaults],
  ["src/base/x.ts", "", shapeFaults],
  ["src/oci/x.ts", "x\n".repeat(401), shapeFaults],
  ["src/oci/x.ts", "export const a = 1;\n".repeat(6), shapeFaults],
];

for (const [path, text, judge] of bad) {
  test(`the rule notices ${JSON.stringify(text.slice(0, 60))} in ${path}`, () => {
    assert.ok(judge(describeSource(path, text)).length > 0);
  });
}

const good: [path: string, text: string][] = [
  ["src/sources/x.ts", 'import { a } from "../process/a.ts";\n// console.log is for doors\n'],
  ["src/github/x.ts", 'import type { OpenSource } from "../sources/source.ts";'],
  ["src/families/x.ts", 'import schema from "../../schemas/x.json" with { type: "json" };'],
  ["src/cli.ts", "console.log(process.env.HOME, Date.now());"],
  ["src/oci/base-image.ts", "const date = new Date(text);"],
  ["src/model/x.ts", "export type A = 1;\n".repeat(9)],
];

for (const [path, text] of good) {
  test(`the rules allow ${JSON.stringify(text.slice(0, 60))} in ${path}`, () => {
    const file = describeSource(path, text);
    const faults = [importFaults, purityFaults, worldFaults, shapeFaults].flatMap((judge) => judge(file));
    assert.deepEqual(faults, []);
  });
}

test("a file that nothing imports is an orphan, also when orphans import each other", () => {
  const files = [
    describeSource("src/cli.ts", 'import "./a/index.ts";'),
    describeSource("src/a/index.ts", 'import { d } from "./d.ts";'),
    describeSource("src/a/d.ts", ""),
    describeSource("src/b.ts", 'import "./c.ts";'),
    describeSource("src/c.ts", 'import "./b.ts";'),
  ];
  assert.deepEqual(
    [...reach(files, ["src/cli.ts"])],
    [
      ["src/cli.ts", 0],
      ["src/a/index.ts", 0],
      ["src/a/d.ts", 1],
    ],
  );
});
