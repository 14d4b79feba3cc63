import type { Reporter } from "../reporter.ts";
import { renderCheckRun } from "./render.ts";

/** JSON for a check run of GitHub: title, summary, conclusion and all annotations; the caller sends them by 50. */
export const checkRunReporter: Reporter = {
  id: "check-run",
  title: "GitHub check run",
  render: renderCheckRun,
};
