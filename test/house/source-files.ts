import { globSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";

/** The folder of the project. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** One TypeScript file of ours: its text and what it imports. */
export interface SourceFile {
  /** From the root, with forward slashes. */
  path: string;
  /** Second folder of a path in src, else the first; a file directly in src is a room of its own. */
  room: string;
  text: string;
  /** Text without lines that are comments only. */
  code: string;
  /** Imports of our own files, as paths from the root. */
  own: string[];
  /** Those of them that are types only, so that nothing of them runs. */
  types: string[];
  /** Imports of packages and of `node:` modules, as written. */
  foreign: string[];
}

const IMPORT = /^\s*(?:import|export)\b[^;"]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
const TYPE_IMPORT = /^\s*import type\b[^;"]*?\bfrom\s+"([^"]+)"/gm;

/** Reads the files that match, in the order of their paths. */
export function readSourceFiles(pattern: string): SourceFile[] {
  const paths = globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
  return paths.sort().map((path) => describeSource(path, readFileSync(join(ROOT, path), "utf8")));
}

/** What a file at a path with a text imports. */
export function describeSource(path: string, text: string): SourceFile {
  const [first = "", second = ""] = path.split("/");
  const code = text
    .split("\n")
    .filter((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line))
    .join("\n");
  const typesOnly = [...code.matchAll(TYPE_IMPORT)].map((match) => match[1] ?? "");
  const imports = [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  return {
    path,
    room: first === "src" ? second : first,
    text,
    code,
    own: imports.filter((name) => name.startsWith(".")).map((name) => posix.join(posix.dirname(path), name)),
    types: typesOnly.filter((name) => name.startsWith(".")).map((name) => posix.join(posix.dirname(path), name)),
    foreign: imports.filter((name) => !name.startsWith(".")),
  };
}

/**
 * The files that can be reached from the roots by imports; every path with the number of steps to it. A table
 * (`index.ts`) is data that is looked through, not a step.
 */
export function reach(files: readonly SourceFile[], roots: readonly string[]): Map<string, number> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const steps = new Map<string, number>();
  let open = roots.filter((path) => byPath.has(path)).map((path) => ({ path, step: 0 }));
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { path, step } = next;
    if (steps.has(path)) continue;
    steps.set(path, step);
    const targets = (byPath.get(path)?.own ?? []).filter((target) => byPath.has(target));
    const near = targets.filter((target) => target.endsWith("/index.ts")).map((target) => ({ path: target, step }));
    const far = targets.filter((target) => !target.endsWith("/index.ts"));
    open = [...near, ...open, ...far.map((target) => ({ path: target, step: step + 1 }))];
  }
  return steps;
}

/** Names of the values that a file exports; its types are not counted, they say what the values are. */
export function exportsOf(code: string): string[] {
  const declared = /^export (?:default )?(?:async )?(?:function\*?|const|let|class|abstract class) (\w+)/gm;
  const values = [...code.matchAll(declared)].map((match) => match[1] ?? "");
  const listed = [...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap((match) => (match[1] ?? "").split(","));
  return [...values, ...listed.map((name) => name.trim()).filter((name) => name !== "" && !name.startsWith("type "))];
}
