import { knownOrLast } from "../search/fact-value.ts";
import { classify as classifyPlugin } from "../taxonomy/classify.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";

/** Stage 8: concepts of the taxonomy for each plugin, each with the evidence that led to it. */
export function classify(run: Run, subjects: readonly Subject[]): Subject[] {
  return subjects.map((subject, index) => {
    run.progress("classify", index + 1, subjects.length, subject.evidence.file.path);
    const { plugin, images } = subject.evidence;
    if (plugin === undefined) return subject;
    const labels = Object.assign({}, ...images.map(labelsOf));
    return { ...subject, concepts: classifyPlugin(plugin, labels, run.taxonomy) };
  });
}

function labelsOf({ image }: Subject["evidence"]["images"][number]): Record<string, string> {
  return knownOrLast(image)?.platforms[0]?.config.labels ?? {};
}
