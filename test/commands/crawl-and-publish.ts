import { runCommand } from "../../src/commands/run-command.ts";

/** A process that crawls and publishes, to be killed anywhere: INDEX CATALOG CACHE OUTPUT AS_OF. */
const [index = "", catalog = "", cache = "", output = "", asOf = ""] = process.argv.slice(2);
const common = ["--index", index, "--catalog", catalog, "--cache", cache, "--json"];

for (const argv of [
  ["crawl", ...common],
  ["publish", ...common, "--output", output],
]) {
  const outcome = await runCommand(argv, () => ({
    clock: { now: () => new Date(asOf), sleep: async () => {} },
    asOf,
    folder: process.cwd(),
    environment: process.env,
    progress: () => {},
    color: false,
    signal: new AbortController().signal,
  }));
  process.stderr.write(outcome.stderr);
  if (outcome.exit !== 0) process.exit(outcome.exit);
}
