import { join } from "node:path";
import { removeRepository, renameRepository } from "../catalog/change-repository.ts";
import { commitChange } from "../catalog/commit-observation.ts";
import type { AppVerbs, CheckReport } from "../github/app-ports.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Clock } from "../model/clock.ts";
import type { Progress } from "../pipeline/run.ts";
import type { CheckRunOutput } from "../reporters/check-run/check-run-output.ts";
import { checkRunReporter } from "../reporters/check-run/index.ts";
import type { CommandPorts } from "./command.ts";
import { crawlIndex } from "./crawl.ts";
import type { IndexFolders } from "./open-run.ts";
import { makePublisher } from "./publish-apart.ts";
import { reportContext, type SourceValidation, validateSource } from "./validate.ts";

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
    async validateAt({ source, onManifests }) {
      const scope = { includeTestPaths: false, ...(onManifests === undefined ? {} : { onManifests }) };
      const validation = await validateSource(source, ports(), scope);
      return makeCheckReport(validation);
    },
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

/** The reporter's check run in the App's words; no manifest, no check run. */
function makeCheckReport(validation: SourceValidation): CheckReport {
  // The reporter's own output, as its type says.
  const text = checkRunReporter.render(validation.manifests, reportContext(validation, "Waybill"));
  const output = JSON.parse(text) as CheckRunOutput;
  const { title, summary } = output;
  const conclusion = validation.manifests.length === 0 ? "none" : output.conclusion;
  const annotations = output.annotations.map((note) => ({
    path: note.path,
    startLine: note.start_line,
    endLine: note.end_line,
    level: note.annotation_level,
    title: note.title,
    message: note.message,
  }));
  return { conclusion, title, summary, annotations };
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
