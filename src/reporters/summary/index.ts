import type { Reporter } from "../reporter.ts";
import { renderSummary } from "./render.ts";

/** Markdown for the summary page of a workflow run. */
export const summaryReporter: Reporter = {
  id: "summary",
  title: "Markdown summary",
  render: renderSummary,
};
