/**
 * Cuts Harbor's published API description to the operations that Waybill asks.
 *
 * Run: `node scripts/cut-harbor-swagger.ts <api/v2.0/swagger.yaml of goharbor/harbor>`. Writes
 * schemas/third-party/harbor/slim.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Extend this list with every new question. */
const PATHS = [
  "/projects/{project_name}/repositories",
  "/projects/{project_name}/repositories/{repository_name}",
  "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}",
  "/repositories",
] as const;

const DROPPED_KEYWORDS = new Set(["description", "summary", "example", "tags", "operationId", "x-omitempty"]);

/** Below these keywords the keys are names, not keywords: a property may be called `summary`. */
const NAME_MAPS = new Set(["properties", "responses", "headers"]);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: Json | undefined, ...steps: string[]): Json | undefined {
  let inner = value;
  for (const step of steps) inner = isObject(inner) ? inner[step] : undefined;
  return inner;
}

function strip(value: Json, keysAreNames: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item, false));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => keysAreNames || !DROPPED_KEYWORDS.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner, !keysAreNames && NAME_MAPS.has(key))]));
}

function* referencesIn(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") yield inner;
    else yield* referencesIn(inner);
  }
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("name the file to cut");
const whole: Json = parse(readFileSync(file, "utf8"));
const slim: JsonObject = { swagger: "2.0", basePath: at(whole, "basePath") ?? "", paths: {} };
const paths: JsonObject = {};
for (const path of PATHS) {
  const get = at(whole, "paths", path, "get");
  if (!isObject(get)) throw new Error(`the description has no GET ${path}`);
  paths[path] = { get: strip(get, false) };
}
slim["paths"] = paths;
const wanted = [...referencesIn(slim)];
for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
  const [group = "", name = ""] = next.replace(/^#\//, "").split("/");
  const target = at(whole, group, name);
  if (target === undefined) throw new Error(`the description has no ${next}`);
  const members = isObject(slim[group]) ? slim[group] : {};
  slim[group] = members;
  if (members[name] !== undefined) continue;
  members[name] = strip(target, false);
  wanted.push(...referencesIn(members[name]));
}
writeFileSync(
  join(import.meta.dirname, "../schemas/third-party/harbor/slim.json"),
  `${JSON.stringify(slim, undefined, 1)}\n`,
);
