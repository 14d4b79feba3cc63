import { annotationsReporter } from "./annotations/index.ts";
import { checkRunReporter } from "./check-run/index.ts";
import type { Reporter } from "./reporter.ts";
import { sarifReporter } from "./sarif/index.ts";
import { summaryReporter } from "./summary/index.ts";
import { textReporter } from "./text/index.ts";

/** Ways to show findings to people and their tools, alphabetical by id. */
export const reporters = [
  annotationsReporter,
  checkRunReporter,
  sarifReporter,
  summaryReporter,
  textReporter,
] as const satisfies readonly Reporter[];
