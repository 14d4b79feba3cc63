import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** Every file below a folder, path → sha256, sorted: two trees are equal when these are. */
export function readTree(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((name) => name.isFile());
  const paths = names.map((name) => relative(folder, join(name.parentPath, name.name))).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex"),
    ]),
  );
}

/** Copies a tree file by file in a given order, so that the file system lists it differently. */
export function copyTree(from: string, to: string, order: (paths: string[]) => string[]): void {
  for (const path of order(Object.keys(readTree(from)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), readFileSync(join(from, path)));
  }
}
