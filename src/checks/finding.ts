import type { Check, Evidence } from "../model/evidence.ts";
import type { Finding, FindingPlace, Level } from "../model/finding.ts";

/** What a check says beside what its row says. */
export interface FindingDetails {
  message: string;
  at: FindingPlace;
  /** Only where one check has faults of several weights; else the level follows the severity. */
  level?: Level;
  expected?: string;
  got?: string;
  remedy?: string;
  fix?: Finding["fix"];
}

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note", info: "note" } as const;

/** A finding of a check: level from the severity, remedy from the row. */
export function makeFinding(check: Pick<Check, "id" | "severity" | "remedy">, details: FindingDetails): Finding {
  const { message, at, level, expected, got, remedy, fix } = details;
  return {
    check: check.id,
    level: level ?? LEVELS[check.severity],
    message,
    at,
    ...(expected === undefined ? {} : { expected }),
    ...(got === undefined ? {} : { got }),
    remedy: remedy ?? check.remedy,
    ...(fix === undefined ? {} : { fix }),
    url: docsUrl(check.id),
  };
}

/** Where the documentation of a check is, relative to the root of the project. */
export function docsUrl(id: string): string {
  return `docs/checks.md#${id}`;
}

/** Place in the manifest of a field of the record (`/parameters/3/default`), or of its nearest mapped ancestor. */
export function placeOf(evidence: Evidence, recordPointer: string, of: "key" | "value" = "value"): FindingPlace {
  return placeAt(evidence, documentPointerOf(evidence, recordPointer) ?? evidence.pointer, of);
}

/** Place in the manifest at a pointer of the document itself. */
export function placeAt(evidence: Evidence, pointer: string, of: "key" | "value" = "value"): FindingPlace {
  const { line, column } = evidence.document.positionOf(pointer, of);
  return { file: evidence.file.path, pointer, line, column };
}

function documentPointerOf({ places }: Evidence, recordPointer: string): string | undefined {
  let pointer = recordPointer;
  while (!Object.hasOwn(places, pointer)) {
    if (pointer === "") return undefined;
    pointer = pointer.slice(0, pointer.lastIndexOf("/"));
  }
  return places[pointer];
}
