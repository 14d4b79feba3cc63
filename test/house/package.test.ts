import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, readSourceFiles } from "./source-files.ts";

test("tests run on Node 24 or newer", () => {
  // `npm ci --ignore-scripts` leaves the npm package `node` without its binary; then the machine's own Node runs.
  assert.ok(Number(process.versions.node.split(".")[0]) >= 24, `this is Node ${process.versions.node}`);
});

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

function record(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(value)).map(([key, text]) => [key, String(text)]));
}

const manifest = readJson("package.json");
const dependencies = record(manifest["dependencies"]);

/** Rows of a table of docs/design.md: | `name` | why |. */
function readAllowed(): Map<string, string> {
  const path = join(ROOT, "docs/design.md");
  if (!existsSync(path)) return new Map();
  const rows = readFileSync(path, "utf8").matchAll(/^\| `(?<name>(?:@[\w.-]+\/)?[\w.-]+)` \| (?<why>[^|]+) \|/gm);
  return new Map([...rows].map((row) => [row.groups?.["name"] ?? "", row.groups?.["why"]?.trim() ?? ""]));
}

test("at most 20 packages are needed to run, and docs/design.md says why for each", () => {
  const allowed = readAllowed();
  const faults = Object.keys(dependencies)
    .filter((name) => (allowed.get(name) ?? "").length < 10)
    .map((name) => `${name}: no row | \`${name}\` | why | in docs/design.md`);
  for (const name of allowed.keys()) {
    if (dependencies[name] === undefined) faults.push(`${name}: a row in docs/design.md, but no dependency`);
  }
  assert.deepEqual(faults, []);
  assert.ok(Object.keys(dependencies).length <= 20, `${Object.keys(dependencies).length} dependencies`);
});

test("every dependency is imported, and every import is a dependency", () => {
  const files = readSourceFiles("{src,action,index-site}/**/*.ts").filter(
    (file) => !/\/dist\/|vite[.\w]*\.config\.ts$/.test(file.path),
  );
  const imported = new Set<string>();
  const faults: string[] = [];
  for (const file of files) {
    for (const name of file.foreign.filter((each) => !each.startsWith("node:"))) {
      const parts = name.split("/");
      const target = name.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
      imported.add(target);
      if (dependencies[target] === undefined) faults.push(`${file.path}: imports ${target}, which is no dependency`);
    }
  }
  // Part of the project from its start; docs/design.md says what for.
  const awaited = new Set(["@octokit/rest", "sigstore"]);
  for (const name of Object.keys(dependencies)) {
    if (!imported.has(name) && !awaited.has(name)) faults.push(`${name}: nothing imports it`);
  }
  assert.deepEqual(faults, []);
});

test("dependencies are pinned exactly and the lock agrees", () => {
  const loose = Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  assert.deepEqual(loose, []);
  const lock = readJson("package-lock.json");
  const packages = Object(lock["packages"]);
  assert.deepEqual(record(packages[""]?.dependencies), dependencies);
  assert.deepEqual(record(packages[""]?.devDependencies), record(manifest["devDependencies"]));
});

test("the lock names no place to fetch packages from: the client's own settings do", () => {
  const packages: unknown[] = Object.values(Object(readJson("package-lock.json")["packages"]));
  const named = packages.map((each) => Object(each).resolved).filter((url) => url !== undefined);
  assert.deepEqual(named, []);
});

test("package.json says what the README says", () => {
  const scripts = record(manifest["scripts"]);
  assert.equal(manifest["type"], "module");
  assert.equal(manifest["license"], "Apache-2.0");
  assert.deepEqual(record(manifest["engines"]), { node: ">=24" });
  assert.equal(scripts["test"], "node scripts/test.ts");
  assert.ok(scripts["start"], "npm start");
});
