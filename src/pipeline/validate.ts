import type { ReadingRun } from "./run.ts";
import type { Subject } from "./subject.ts";

/**
 * Stage 4: the family's own schema on the raw document. The checks, which judge all facts together, run once in
 * stage 9; `waybill validate` stops here and runs those whose facts it has.
 */
export function validate(run: ReadingRun, subjects: readonly Subject[]): Subject[] {
  return subjects.map((subject, index) => {
    run.progress("validate", index + 1, subjects.length, subject.evidence.file.path);
    const { family, evidence } = subject;
    if (family?.validate === undefined || !evidence.document.isParsed) return subject;
    return { ...subject, evidence: { ...evidence, schemaFaults: family.validate(evidence.document) } };
  });
}
