import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { CommandPorts } from "../src/commands/command.ts";
import { crawlIndex } from "../src/commands/crawl.ts";
import { makeProgress } from "../src/commands/progress.ts";
import { publishIndex } from "../src/commands/publish.ts";
import { serveFolder } from "../src/commands/serve.ts";

const ROOT = join(import.meta.dirname, "..");

/** What `npm start` does: crawls the example index, publishes `public/`, serves it until stopped (`--once`: does not). */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: "boolean" }, port: { type: "string" } } });
  const index = join(ROOT, "examples", "index-repository");
  const state = join(ROOT, ".waybill", "example");
  const folders = { index, catalog: join(state, "catalog"), cache: join(state, "cache.db") };
  const ports = makePorts(index);
  const { counts, notices } = await crawlIndex(folders, { ports });
  const { files } = publishIndex(folders, join(ROOT, "public"), { ports });
  for (const notice of notices) console.log(`notice: ${notice}`);
  console.log(
    `${counts.entries} plugins in ${counts.repositories} repositories, ${counts.images} images → public/ (${files} files)`,
  );
  if (values.once === true) return;
  const { url, stop } = await serveFolder(join(ROOT, "public"), Number(values.port ?? "0"));
  console.log(`\n  Open ${url}\n  Ctrl+C stops it.\n`);
  await new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
  await stop();
}

function makePorts(folder: string): CommandPorts {
  const isTerminal = process.stderr.isTTY === true;
  return {
    clock: { now: () => new Date(), sleep: async (milliseconds) => void (await sleep(milliseconds)) },
    asOf: new Date().toISOString(),
    folder,
    environment: process.env,
    progress: makeProgress((text) => process.stderr.write(text), isTerminal),
    color: false,
    signal: new AbortController().signal,
  };
}

await main();
