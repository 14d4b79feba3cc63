/** Order of paths in every listing: by UTF-16 code unit, the same on every machine and in every locale. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * What is wrong with a path that a repository lists, or undefined. A tree can name `..` and `.git` (git refuses only to
 * check them out), and such a path must never become part of an id, a URL or a file name of ours.
 */
export function pathFault(path: string): string | undefined {
  if (path === "" || path.length > 4096) return "the path is empty or longer than 4096 characters";
  if (path.includes("\0")) return "the path holds a NUL";
  if (!path.isWellFormed() || path.includes("\uFFFD")) return "the path is not UTF-8";
  for (const segment of path.split("/")) {
    if (segment === "" || segment === "." || segment === "..") return "the path leaves its folder";
    if (segment.toLowerCase() === ".git") return "the path leads into .git";
  }
  return undefined;
}

/** Where a symbolic link at `path` leads inside the repository, or undefined where it leaves it. Both use `/`. */
export function resolveLink(path: string, target: string): string | undefined {
  if (target.startsWith("/")) return undefined;
  const segments = path.split("/").slice(0, -1);
  for (const segment of target.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join("/");
}

/** A path or a program's message for people: one line, no control characters, at most 200 characters. */
export function printable(text: string): string {
  const line = text.replace(/\p{C}+/gu, " ").trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
