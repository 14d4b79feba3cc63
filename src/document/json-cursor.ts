import type { IndexedFault } from "./span.ts";

/** What can be wrong with a JSON text. */
export type JsonFault = IndexedFault<"syntax" | "trailing-comma" | "duplicate-key" | "too-deep" | "not-a-document">;

/** Place of a reader in a JSON text; once stopped it reads no further. */
export interface JsonCursor {
  readonly text: string;
  index: number;
  isStopped: boolean;
  readonly faults: JsonFault[];
}

const MOST_FAULTS = 50;

/** Notes a fault and reads on; stops when there are too many to be of use. */
export function note(cursor: JsonCursor, kind: JsonFault["kind"], message: string, index = cursor.index): void {
  if (cursor.isStopped) return;
  cursor.faults.push({ kind, message, index });
  if (cursor.faults.length >= MOST_FAULTS) cursor.isStopped = true;
}

/** Notes a fault after which nothing can be read. */
export function stop(cursor: JsonCursor, kind: JsonFault["kind"], message: string, index = cursor.index): void {
  note(cursor, kind, message, index);
  cursor.isStopped = true;
}

/** What a sticky expression matches at the cursor; empty when it does not. */
export function matchAt(sticky: RegExp, cursor: JsonCursor): string {
  sticky.lastIndex = cursor.index;
  return sticky.exec(cursor.text)?.[0] ?? "";
}
