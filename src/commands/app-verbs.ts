import { join } from "node:path";
import { removeRepository, renameRepository } from "../catalog/change-repository.ts";
import { commitChange } from "../catalog/commit-observation.ts";
import type { AppVerbs } from "../github/app-ports.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Clock } from "../model/clock.ts";
import type { Progress } from "../pipeline/run.ts";
import { checkSource } from "./check-report.ts";
import type { CommandPorts } from "./command.ts";
import { crawlIndex } from "./crawl.ts";
import type { IndexFolders } from "./open-run.ts";
import { makePublisher } from "./publish-apart.ts";

/** Where the App keeps the index it serves, and its clock. */
export interface AppSettings {
  /** Folder with waybill.yml. */
  index: string;
  /** Default INDEX/catalog, INDEX/.waybill/cache.db, INDEX/public. */
  catalog?: string;
  cache?: string;
  output?: string;
  clock: Clock;
  environment?: CommandPorts["environment"];
  progress?: Progress;
}

/** The verbs behind the App; calls that change the catalog wait for each other. */
export function makeAppVerbs(settings: AppSettings): AppVerbs {
  const folders: IndexFolders = {
    index: settings.index,
    catalog: settings.catalog ?? join(settings.index, "catalog"),
    cache: settings.cache ?? join(settings.index, ".waybill", "cache.db"),
  };
  const output = settings.output ?? join(settings.index, "public");
  const inTurn = makeTurns();
  const ports = () => makePorts(settings);
  const publish = makePublisher(folders, output, ports());
  // At the start too: the process before this one may have ended between a change and its publish.
  let isStale = true;
  return {
    validateAt: ({ repository: _, ...check }) => checkSource(check, ports()),
    updateCatalog: ({ source, repository }) =>
      inTurn(async () => {
        const { filesWritten } = await crawlIndex(folders, { ports: ports() }, { sources: [source], only: repository });
        await publishIf(filesWritten > 0);
      }),
    renameRepository: ({ id, to }) => change((catalog, asOf) => renameRepository(catalog, { ...to, id }, asOf)),
    removeRepository: ({ repository, reason }) =>
      change((catalog, asOf) => removeRepository(catalog, repository, reason, asOf)),
  };

  function change(edit: (catalog: Catalog, asOf: string) => Catalog): Promise<void> {
    return inTurn(async () => {
      const { asOf } = ports();
      const { hasChanged } = commitChange(folders.catalog, (present) => edit(present, asOf));
      await publishIf(hasChanged);
    });
  }

  async function publishIf(hasChanged: boolean): Promise<void> {
    isStale ||= hasChanged;
    if (!isStale) return;
    await publish();
    isStale = false;
  }
}

function makePorts({ clock, index, environment, progress }: AppSettings): CommandPorts {
  return {
    clock,
    asOf: clock.now().toISOString(),
    folder: index,
    environment: environment ?? {},
    progress: progress ?? (() => {}),
    color: false,
    signal: new AbortController().signal,
  };
}

/** One at a time, in the order of the calls; a failed one does not stop the next. */
function makeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}
