import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { comparePaths, pathFault, printable } from "../repository-path.ts";
import type { RepositoryFile, SourceFault } from "../source.ts";

/** Limits of one walk: a hostile folder ends as a fault, not as a full memory. */
export interface WalkLimits {
  /** Folders inside folders; default 64. */
  depth: number;
  /** Files of one folder; default 200,000. */
  files: number;
}

export const WALK_LIMITS: WalkLimits = { depth: 64, files: 200_000 };

/** Files of one folder by path, and what was not read. */
export interface Walk {
  files: RepositoryFile[];
  faults: SourceFault[];
  /** False when files may be missing that are there: what is not listed must not look deleted. */
  isComplete: boolean;
}

/** Never a place of plugin files; `public` only at the top, where Waybill publishes. */
const SKIPPED = new Set([".git", "node_modules", ".waybill"]);

/**
 * Lists the files of a folder in the order of their paths, whatever order the file system gives. Symbolic links are
 * listed and never followed; a folder with a `.git` of its own inside is a submodule and is not entered.
 */
export async function walkFolder(root: string, limits: WalkLimits = WALK_LIMITS): Promise<Walk> {
  const files: RepositoryFile[] = [];
  const faults: SourceFault[] = [];
  let isComplete = true;
  const open: { path: string; depth: number }[] = [{ path: "", depth: 0 }];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const children = await readChildren(root, folder.path, faults);
    if (children === undefined) {
      isComplete = false;
      continue;
    }
    if (folder.path !== "" && children.some((child) => child.name === ".git")) {
      files.push({ path: folder.path, kind: "submodule" });
      continue;
    }
    for (const child of children) {
      const path = folder.path === "" ? child.name : `${folder.path}/${child.name}`;
      if (SKIPPED.has(child.name) || path === "public") continue;
      const fault =
        pathFault(path) ?? (folder.depth >= limits.depth ? `deeper than ${limits.depth} folders` : undefined);
      if (fault !== undefined) faults.push({ what: printable(path), reason: `not read: ${fault}` });
      else if (child.isDirectory()) open.push({ path, depth: folder.depth + 1 });
      else if (child.isFile()) files.push({ path, kind: "file" });
      else if (child.isSymbolicLink()) files.push({ path, kind: "symlink" });
    }
    if (files.length > limits.files) {
      faults.push({ what: ".", reason: `more than ${limits.files} files` });
      isComplete = false;
      break;
    }
  }
  return { files: files.sort((a, b) => comparePaths(a.path, b.path)), faults, isComplete };
}

/** The children of a folder, last name first, so that the stack of the walk hands them out first name first. */
async function readChildren(root: string, path: string, faults: SourceFault[]): Promise<Dirent[] | undefined> {
  try {
    const children = await readdir(join(root, path), { withFileTypes: true });
    return children.sort((a, b) => comparePaths(b.name, a.name));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    faults.push({
      what: path === "" ? "." : printable(path),
      reason: `the folder cannot be opened (${code})`,
    });
    return undefined;
  }
}
