import type { Source } from "../source.ts";
import { openGit } from "./open-git.ts";

/** One repository, read through the git program. */
export const git = {
  id: "git",
  title: "A Git repository by URL or path, bare or not",
  open: openGit,
} as const satisfies Source;
