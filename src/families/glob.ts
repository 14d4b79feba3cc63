/** Longest path looked at; a longer one matches nothing. */
const MAX_PATH = 4_096;

/**
 * True when a path matches a glob: `*` any letters but the slash, `?` one of them, `**` any folders. A glob without a
 * slash is compared with the base name. Case-sensitive; steps at most length of path × length of glob.
 */
export function matchesGlob(glob: string, path: string): boolean {
  if (path.length > MAX_PATH) return false;
  // Most globs end in a suffix that most paths have not.
  const last = Math.max(glob.lastIndexOf("*"), glob.lastIndexOf("?"), glob.lastIndexOf("/"));
  if (!path.endsWith(glob.slice(last + 1))) return false;
  const folders = path.split("/");
  if (!glob.includes("/")) return matchesSegment(glob, folders.at(-1) ?? "");
  return matchesInOrder(glob.split("/"), folders, (pattern) => pattern === "**", matchesSegment);
}

function matchesSegment(pattern: string, segment: string): boolean {
  return matchesInOrder([...pattern], [...segment], isStar, matchesLetter);
}

function isStar(pattern: string): boolean {
  return pattern === "*";
}

function matchesLetter(pattern: string, letter: string): boolean {
  return pattern === "?" || pattern === letter;
}

/** Only the last wildcard met is ever widened, so there is no backtracking to grow without bounds. */
function matchesInOrder(
  patterns: readonly string[],
  items: readonly string[],
  isWildcard: (pattern: string) => boolean,
  matches: (pattern: string, item: string) => boolean,
): boolean {
  let at = 0;
  let wildcard = -1;
  let resume = 0;
  for (let index = 0; index < items.length; ) {
    const pattern = patterns[at];
    if (pattern !== undefined && isWildcard(pattern)) {
      wildcard = at;
      resume = index;
      at += 1;
    } else if (pattern !== undefined && matches(pattern, items[index] ?? "")) {
      at += 1;
      index += 1;
    } else if (wildcard >= 0) {
      resume += 1;
      index = resume;
      at = wildcard + 1;
    } else {
      return false;
    }
  }
  return patterns.slice(at).every(isWildcard);
}
