import type { RunObservation } from "../catalog/observation.ts";
import type { Catalog } from "../model/catalog.ts";
import { classify } from "./classify.ts";
import { discover } from "./discover.ts";
import { grade } from "./grade.ts";
import { confirmJudged, noteJudged, recallJudged } from "./judged-before.ts";
import { normalize } from "./normalize.ts";
import { observe } from "./observe.ts";
import { read } from "./read.ts";
import { resolve } from "./resolve.ts";
import type { Run } from "./run.ts";
import { scan } from "./scan.ts";
import { validate } from "./validate.ts";
import { verify } from "./verify.ts";

export { publish } from "./publish.ts";

/** What the road led to. */
export interface PipelineResult {
  observation: RunObservation;
  notices: string[];
  /** To be called with the catalog that holds the observation: the next run need not judge the same again. */
  noteJudged(catalog: Catalog): void;
}

/**
 * START HERE. The road from a source to what the catalog remembers: nine stages in order, each in the file of its
 * name; the tenth, `publish`, turns a catalog into files. Stages 5–7 never throw for a fault of the outside world.
 * Repositories that were judged by the same before pass by stages 3, 4, 8 and 9 (judged-before.ts).
 */
export async function runPipeline(run: Run): Promise<PipelineResult> {
  const found = await discover(run); //                     1  source → files whose names a family claims
  const files = await read(run, found); //                  2  file → bytes at a commit
  const known = recallJudged(run, files);
  const plugins = normalize(run, known.others); //          3  bytes → document → plugin record
  const validated = validate(run, plugins); //              4  the family's own schema, with line and column
  const named = [...validated, ...known.subjects];
  const resolved = await resolve(run, named); //            5  reference → digest, platforms, config, labels
  const verified = await verify(run, resolved); //          6  who signed it, and may they?
  const scanned = await scan(run, verified); //             7  what is inside, and what is known against it
  const { toJudge, standing } = confirmJudged(run, known, scanned);
  const classified = classify(run, toJudge); //             8  concepts, each with its evidence
  const graded = grade(run, classified); //                 9  all checks, then the tier
  return {
    observation: observe(run, found, graded, standing),
    notices: found.notices,
    noteJudged: (catalog) => noteJudged(run, known.fileDigests, graded, catalog),
  };
}
