import type { Reporter } from "../reporter.ts";
import { renderAnnotations } from "./render.ts";

/** Workflow commands that GitHub shows at the lines of a pull request. */
export const annotationsReporter: Reporter = {
  id: "annotations",
  title: "GitHub workflow commands",
  render: renderAnnotations,
};
