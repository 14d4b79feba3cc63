/**
 * Cuts GitHub's published OpenAPI description to the operations that the emulator speaks.
 *
 * Run: `npm pack @octokit/openapi@23.0.2`, unpack `package/generated/api.github.com.json` from it, then
 * `node scripts/cut-github-openapi.ts <that file>`. Writes schemas/third-party/github/slim.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Extend this list with every new call. */
const OPERATIONS = [
  "GET /app",
  "POST /app/installations/{installation_id}/access_tokens",
  "GET /installation/repositories",
  "GET /rate_limit",
  "GET /repos/{owner}/{repo}",
  "POST /repos/{owner}/{repo}/check-runs",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations",
  "GET /repos/{owner}/{repo}/commits/{ref}",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "GET /repos/{owner}/{repo}/contents/{path}",
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
  "GET /repos/{owner}/{repo}/git/ref/{ref}",
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
  "GET /repos/{owner}/{repo}/installation",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files",
] as const;

const DROPPED_KEYWORDS = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "x-github",
  "tags",
  "operationId",
  "parameters",
  "headers",
  "links",
  "deprecated",
  "title",
]);

/** Below these keywords the keys are names, not keywords: a real property may be called `summary`. */
const NAME_MAPS = new Set(["properties", "patternProperties", "responses", "schemas", "content", "paths"]);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function strip(value: Json, keysAreNames: boolean): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item, false));
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    if (!keysAreNames && DROPPED_KEYWORDS.has(key)) continue;
    if (!keysAreNames && (key === "enum" || key === "default" || key === "required" || key === "const")) {
      kept[key] = inner;
      continue;
    }
    kept[key] = strip(inner, !keysAreNames && NAME_MAPS.has(key));
  }
  return kept;
}

function collectReferences(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collectReferences(item, found);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") found.add(inner);
    else collectReferences(inner, found);
  }
}

function lookUp(root: JsonObject, reference: string): Json {
  let value: Json = root;
  for (const step of reference.slice("#/".length).split("/")) {
    if (!isObject(value) || value[step] === undefined) throw new Error(`${reference}: not in the description`);
    value = value[step];
  }
  return value;
}

function put(root: JsonObject, reference: string, value: Json): void {
  const steps = reference.slice("#/".length).split("/");
  const last = steps.pop() ?? "";
  let target = root;
  for (const step of steps) {
    const next = target[step];
    const inner: JsonObject = isObject(next) ? next : {};
    target[step] = inner;
    target = inner;
  }
  target[last] = value;
}

function cut(full: JsonObject): JsonObject {
  const slim: JsonObject = { openapi: full["openapi"] ?? "", info: strip(full["info"] ?? {}, false), paths: {} };
  const waiting: string[] = [];
  const seen = new Set<string>();
  function keep(reference: string): void {
    const value = strip(lookUp(full, reference), false);
    put(slim, reference, value);
    const found = new Set<string>();
    collectReferences(value, found);
    waiting.push(...found);
  }
  for (const operation of OPERATIONS) {
    const [method = "", path = ""] = operation.split(" ");
    const value = strip(lookUpOperation(full, path, method.toLowerCase()), false);
    const paths = slim["paths"];
    if (!isObject(paths)) continue;
    const item = paths[path];
    paths[path] = { ...(isObject(item) ? item : {}), [method.toLowerCase()]: value };
    const found = new Set<string>();
    collectReferences(value, found);
    waiting.push(...found);
  }
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    if (seen.has(reference)) continue;
    seen.add(reference);
    keep(reference);
  }
  return slim;
}

function lookUpOperation(full: JsonObject, path: string, method: string): Json {
  const paths = full["paths"];
  const item = isObject(paths) ? paths[path] : undefined;
  const operation = isObject(item) ? item[method] : undefined;
  if (operation === undefined) throw new Error(`${method} ${path}: not in the description`);
  return operation;
}

const input = process.argv[2];
if (input === undefined) throw new Error("usage: node scripts/cut-github-openapi.ts generated/api.github.com.json");
const full: Json = JSON.parse(readFileSync(input, "utf8"));
if (!isObject(full)) throw new Error(`${input}: not an OpenAPI description`);
const slim = cut(full);
const output = join(import.meta.dirname, "../schemas/third-party/github/slim.json");
const text = `${JSON.stringify(slim)}\n`;
writeFileSync(output, text);
console.log(`${output}: ${OPERATIONS.length} operations, ${text.length} bytes`);
