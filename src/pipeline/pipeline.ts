import type { RunObservation } from "../catalog/observation.ts";
import { classify } from "./classify.ts";
import { discover } from "./discover.ts";
import { grade } from "./grade.ts";
import { normalize } from "./normalize.ts";
import { observe } from "./observe.ts";
import { read } from "./read.ts";
import { resolve } from "./resolve.ts";
import type { Run } from "./run.ts";
import { scan } from "./scan.ts";
import { validate } from "./validate.ts";
import { verify } from "./verify.ts";

export { publish } from "./publish.ts";

/**
 * START HERE. The road from a source to what the catalog remembers: nine stages in order, each in the file of its
 * name; the tenth, `publish`, turns a catalog into files. Stages 5–7 never throw for a fault of the outside world.
 */
export async function runPipeline(run: Run): Promise<{ observation: RunObservation; notices: string[] }> {
  const found = await discover(run); //                     1  source → files whose names a family claims
  const files = await read(run, found); //                  2  file → bytes at a commit
  const plugins = normalize(run, files); //                 3  bytes → document → plugin record
  const validated = validate(run, plugins); //              4  the family's own schema, with line and column
  const resolved = await resolve(run, validated); //        5  reference → digest, platforms, config, labels
  const verified = await verify(run, resolved); //          6  who signed it, and may they?
  const scanned = await scan(run, verified); //             7  what is inside, and what is known against it
  const classified = classify(run, scanned); //             8  concepts, each with its evidence
  const graded = grade(run, classified); //                 9  all checks, then the tier
  return { observation: observe(run, found, graded), notices: found.notices };
}
