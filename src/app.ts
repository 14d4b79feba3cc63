import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Probot } from "probot";
import { makeAppVerbs } from "./commands/app-verbs.ts";
import { makeApp } from "./github/app.ts";
import type { AppVerbs } from "./github/app-ports.ts";
import { type AppSettings, readAppSettings } from "./github/app-settings.ts";
import type { HandlerSettings } from "./github/handling.ts";
import { runApp } from "./github/run-app.ts";
import type { Clock } from "./model/clock.ts";
import { WaybillError } from "./model/waybill-error.ts";
import { openGitHubRepository } from "./sources/github/open-github-repository.ts";

/*
 * Door 3, the GitHub App. `node src/app.ts` runs it with its durable queue. The default export is for `probot run`,
 * which answers a delivery only after it was handled and keeps nothing: for trying things out.
 */

const clock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

const log: HandlerSettings["log"] = (line) => {
  process.stdout.write(`${JSON.stringify({ time: clock.now().toISOString(), level: "info", ...line })}\n`);
};

function readSettings(): AppSettings {
  return readAppSettings(process.env, (path) => readFileSync(path, "utf8"));
}

function makeVerbs(settings: AppSettings): AppVerbs {
  return makeAppVerbs({ index: settings.indexFolder, clock, environment: process.env });
}

function makeHandlerSettings(settings: AppSettings): HandlerSettings {
  return {
    host: settings.forgeHost,
    openSource: (client, repository) => openGitHubRepository(client, repository, repository),
    log,
  };
}

/** The App as a Probot function. */
export default function waybillApp(app: Probot): void {
  const settings = readSettings();
  makeApp(makeVerbs(settings), makeHandlerSettings(settings))(app);
}

async function main(): Promise<void> {
  const settings = readSettings();
  mkdirSync(dirname(settings.queuePath), { recursive: true });
  const { openSource } = makeHandlerSettings(settings);
  const app = await runApp(settings, { verbs: makeVerbs(settings), clock, openSource, log });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log({ message: "stopping", signal });
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log({
            level: "error",
            message: "not stopped cleanly",
            error: error instanceof Error ? error.message : "unknown",
          });
          process.exit(4);
        },
      );
    });
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    const isOperators = error instanceof WaybillError;
    log({
      level: "error",
      message: error instanceof Error ? error.message : "unknown",
      code: isOperators ? error.code : "internal",
    });
    process.exit(isOperators && error.code.startsWith("config") ? 2 : 4);
  });
}
