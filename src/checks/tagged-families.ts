/** Families whose rule is that the version is semantic and equals the tag; elsewhere a difference is worth a note. */
export const TAGGED_BY_VERSION: ReadonlySet<string> = new Set(["ict", "own", "wipp"]);
