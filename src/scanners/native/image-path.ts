const MERGED_ROOTS: ReadonlySet<string> = new Set(["bin", "sbin", "lib", "lib32", "lib64", "libx32"]);

/**
 * Name of a tar entry → path below the root of the image, without leading slash. `.` and `..` are resolved inside the
 * root, as the kernel does there: dropping such an entry would be an easy way to hide a package database.
 */
export function normalizePath(name: string): string {
  const segments: string[] = [];
  for (const segment of name.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return segments.join("/");
}

/** Path as it reads on a system whose `/lib`, `/bin` … are links into `/usr`; the links themselves keep their name. */
export function mergeUsr(path: string): string {
  const slash = path.indexOf("/");
  return slash > 0 && MERGED_ROOTS.has(path.slice(0, slash)) ? `usr/${path}` : path;
}

/** True for `lib -> usr/lib` and its likes. */
export function isUsrMergeLink(path: string, target: string): boolean {
  return MERGED_ROOTS.has(path) && normalizePath(target) === `usr/${path}`;
}

/** True for a name that can be such a link. */
export function isMergeableRoot(path: string): boolean {
  return MERGED_ROOTS.has(path);
}

/** Target of a symbolic link at `path`, resolved inside the root. */
export function resolveLink(path: string, target: string): string {
  if (target.startsWith("/")) return normalizePath(target);
  return normalizePath(`${path}/../${target}`);
}
