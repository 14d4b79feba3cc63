import type { Source } from "../source.ts";
import { openNothingYet } from "./open-nothing-yet.ts";

/** Repositories of GitHub, read through its REST API. */
export const github = {
  id: "github",
  title: "Repositories of GitHub through its API",
  open: openNothingYet,
} as const satisfies Source;
