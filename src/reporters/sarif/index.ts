import type { Reporter } from "../reporter.ts";
import { renderSarif } from "./render.ts";

/** SARIF 2.1.0 for code scanning. */
export const sarifReporter: Reporter = {
  id: "sarif",
  title: "SARIF 2.1.0",
  render: renderSarif,
};
