import type { Reporter } from "../reporter.ts";
import { renderText } from "./render.ts";

/** For terminals: place, level, message, the line at fault, how to mend it. */
export const textReporter: Reporter = {
  id: "text",
  title: "Text for a terminal",
  render: renderText,
};
