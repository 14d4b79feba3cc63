import type { Source } from "../source.ts";
import { openLocalDirectory } from "./open-local-directory.ts";

/** Repositories in a folder of this machine. */
export const localDirectory = {
  id: "local-directory",
  title: "A folder: one checkout, a folder of checkouts, or OWNER__REPO folders",
  open: openLocalDirectory,
} as const satisfies Source;
