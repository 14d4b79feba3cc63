import { type Dirent, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { comparePaths, printable } from "../repository-path.ts";
import type { SourceFault } from "../source.ts";

/** A repository on disk; several folders where one is spread over them, in the order in which they win. */
export interface LocalRepository {
  owner: string;
  name: string;
  folders: string[];
}

/** Repositories under a folder, by owner and name, and what looked like one but is not read. */
export interface FoundRepositories {
  repositories: LocalRepository[];
  faults: SourceFault[];
}

/** The first `__` divides; owner and name in the characters that forges allow. */
const OWNER_AND_NAME = /^(?<owner>[A-Za-z0-9](?:[A-Za-z0-9.-]|_(?!_))*)__(?<name>[A-Za-z0-9._-]+)$/;

/**
 * Looks what a folder is, in this order:
 * a checkout (it has `.git`) → itself; one with `OWNER__REPO` folders at depth 1 or 2 → those and the checkouts beside
 * them; one with checkouts at depth 1 → those; anything else → itself, as one folder without git.
 */
export async function findRepositories(root: string): Promise<FoundRepositories> {
  if (isCheckout(root)) return { repositories: [identify(root)], faults: [] };
  const found = new Map<string, LocalRepository>();
  const faults: SourceFault[] = [];
  for (const child of await readSorted(root)) {
    if (isSkipped(child)) continue;
    const path = join(root, child.name);
    const inner = child.isDirectory() ? await repositoriesAt(path) : [];
    for (const folder of inner) addFolder(found, folder);
    if (inner.length === 0) faults.push(...ignored(child));
  }
  if (found.size === 0) return { repositories: [identify(root)], faults: [] };
  const repositories = [...found.keys()].sort(comparePaths).flatMap((key) => found.get(key) ?? []);
  return { repositories, faults };
}

/** The folder itself where it is a repository, else the `OWNER__REPO` folders in it. */
async function repositoriesAt(folder: string): Promise<string[]> {
  if (OWNER_AND_NAME.test(basename(folder)) || isCheckout(folder)) return [folder];
  const children = await readSorted(folder);
  return children
    .filter((child) => child.isDirectory() && OWNER_AND_NAME.test(child.name))
    .map((child) => join(folder, child.name));
}

function addFolder(found: Map<string, LocalRepository>, folder: string): void {
  const repository = identify(folder);
  const key = `${repository.owner}/${repository.name}`;
  const known = found.get(key);
  if (known === undefined) found.set(key, repository);
  else known.folders.push(folder);
}

function identify(folder: string): LocalRepository {
  const name = basename(folder);
  const parts = OWNER_AND_NAME.exec(name)?.groups;
  return { owner: parts?.["owner"] ?? "", name: parts?.["name"] ?? name, folders: [folder] };
}

/** A folder or link beside repositories is not read, and that is said; files beside them are nobody's. */
function ignored(child: Dirent): SourceFault[] {
  const what = printable(child.name);
  if (child.isDirectory())
    return [{ what, reason: "not read: neither a checkout nor OWNER__REPO, nor a folder of such" }];
  if (child.isSymbolicLink()) return [{ what, reason: "not read: a symbolic link in place of a repository" }];
  return [];
}

function isSkipped(child: Dirent): boolean {
  return child.name.startsWith(".") || child.name === "node_modules" || child.name === "public";
}

function isCheckout(folder: string): boolean {
  return existsSync(join(folder, ".git"));
}

async function readSorted(folder: string): Promise<Dirent[]> {
  const children = await readdir(folder, { withFileTypes: true });
  return children.sort((a, b) => comparePaths(a.name, b.name));
}
