import { resolve } from "node:path";
import type { TestContext } from "node:test";
import { emptyCatalog } from "../../src/catalog/read-catalog.ts";
import { defaultConfig } from "../../src/config/waybill-config.ts";
import { discover } from "../../src/pipeline/discover.ts";
import { judge } from "../../src/pipeline/grade.ts";
import { normalize } from "../../src/pipeline/normalize.ts";
import { read } from "../../src/pipeline/read.ts";
import type { ReadingRun } from "../../src/pipeline/run.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { validate } from "../../src/pipeline/validate.ts";
import { openSource } from "../../src/sources/index.ts";
import { dataPath } from "../parts/presence.ts";
import { AS_OF } from "./make-evidence.ts";

const runs = new Map<string, Promise<Subject[]>>();

/**
 * Stages 1–4 and the checks over the real manifests of some repositories (`OWNER/NAME`), once a process: with test
 * paths and with files that do not parse. The folders stand for repositories of github.com.
 */
export async function judgeCorpus(t: TestContext, repositories: readonly string[]): Promise<Subject[] | undefined> {
  const path = dataPath(t, "corpus");
  if (path === undefined) return undefined;
  const key = repositories.join();
  const run = runs.get(key) ?? judgeAt(path, repositories);
  runs.set(key, run);
  return await run;
}

async function judgeAt(path: string, repositories: readonly string[]): Promise<Subject[]> {
  const clock = { now: () => new Date(AS_OF), sleep: async () => {} };
  const cacheFolder = resolve(path, "..");
  const all = openSource(
    { kind: "local-directory", path, host: "github.com" },
    { clock, cacheFolder, environment: {} },
  );
  const source = {
    ...all,
    async repositories() {
      const listing = await all.repositories();
      const wanted = listing.repositories.filter(({ owner, name }) => repositories.includes(`${owner}/${name}`));
      return { repositories: wanted, faults: [] };
    },
  };
  const run: ReadingRun = {
    asOf: AS_OF,
    config: { ...defaultConfig(cacheFolder), includeTestPaths: true, includeUnparseable: true },
    sources: [source],
    acceptsAnyName: true,
    previous: emptyCatalog("test", AS_OF),
    progress: () => {},
  };
  const subjects = validate(run, normalize(run, await read(run, await discover(run))));
  return judge(run, subjects).map(({ subject }) => subject);
}
