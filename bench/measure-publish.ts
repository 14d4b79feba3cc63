/** FOLDER COUNT: crawls and publishes a generated index twice in this process, and prints what it took as JSON. */
import { join } from "node:path";
import { runCommand } from "../src/commands/run-command.ts";
import { makeIndex } from "./make-entries.ts";

const [folder = "", count = ""] = process.argv.slice(2);

async function run(index: string, verb: string, asOf: string): Promise<number> {
  const before = performance.now();
  const outcome = await runCommand([verb, "--index", index, "--json"], () => ({
    clock: { now: () => new Date(asOf), sleep: async () => {} },
    asOf,
    environment: process.env,
    folder: index,
    progress: () => {},
    color: false,
    signal: new AbortController().signal,
  }));
  if (outcome.exit !== 0) throw new Error(`${verb} ended with ${outcome.exit}: ${outcome.stderr}`);
  return performance.now() - before;
}

// The code is warm before anything is measured, so that a small index does not pay for a large one.
const small = join(folder, "warm");
makeIndex(small, 100);
for (const verb of ["crawl", "publish"]) await run(small, verb, "2026-01-01T00:00:00.000Z");

const index = join(folder, "index");
makeIndex(index, Number(count));
const figures = {
  crawlMs: await run(index, "crawl", "2026-01-01T00:00:00.000Z"),
  publishMs: await run(index, "publish", "2026-01-01T00:00:00.000Z"),
  crawlAgainMs: await run(index, "crawl", "2026-01-02T00:00:00.000Z"),
  publishAgainMs: await run(index, "publish", "2026-01-02T00:00:00.000Z"),
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(figures));
