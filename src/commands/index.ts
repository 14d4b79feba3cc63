import type { Command } from "./command.ts";
import { crawlCommand } from "./crawl.ts";
import { initCommand } from "./init.ts";
import { inspectCommand } from "./inspect.ts";
import { mergeCommand } from "./merge.ts";
import { publishCommand } from "./publish.ts";
import { scanCommand } from "./scan.ts";
import { searchCommand } from "./search.ts";
import { serveCommand } from "./serve.ts";
import { validateCommand } from "./validate.ts";
import { verifyCommand } from "./verify.ts";

/** Every verb, in the order of the road; the help and docs/cli.md are made of this table. */
export const commands: readonly Command[] = [
  initCommand,
  validateCommand,
  crawlCommand,
  publishCommand,
  searchCommand,
  inspectCommand,
  verifyCommand,
  scanCommand,
  mergeCommand,
  serveCommand,
];
