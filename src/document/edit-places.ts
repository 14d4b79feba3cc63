import type { ManifestDocument } from "../model/manifest-document.ts";
import { readJson } from "./json-grammar.ts";
import { createLineTable } from "./line-table.ts";
import { parsePointer } from "./pointer.ts";
import type { Span } from "./span.ts";
import { readYaml } from "./yaml-reader.ts";

/** Where a value and its key stand, as indexes into the text of the document. */
export interface EditPlace {
  start: number;
  end: number;
  keyStart?: number;
  /** Members or items in the order of the text. */
  children: readonly [key: string, place: EditPlace][];
}

/** A document opened for edits. */
export interface EditPlaces {
  text: string;
  /** Undefined where nothing stands at the pointer. */
  placeAt(pointer: string): EditPlace | undefined;
  /** Byte offset of an index into the text, as edits count. */
  offsetOf(index: number): number;
}

/** As deep as documents are read. */
const DEPTH_CAP = 200;

/** Starts and ends of all values of a document that parses; positions alone say only where values start. */
export function openForEdits({ text, syntax }: ManifestDocument): EditPlaces {
  const { span } = syntax === "json" ? readJson(text, DEPTH_CAP, true) : readYaml(text, DEPTH_CAP, true);
  const table = createLineTable(text);
  return {
    text,
    placeAt(pointer) {
      let at = span;
      for (const segment of parsePointer(pointer)) at = at?.children?.get(segment);
      return at === undefined ? undefined : placeOf(at);
    },
    offsetOf: (index) => table.positionAt(index).offset,
  };
}

function placeOf({ start, end, keyStart, children }: Span): EditPlace {
  const inner = [...(children ?? [])].map(([key, child]): [string, EditPlace] => [key, placeOf(child)]);
  return { start, end, ...(keyStart === undefined ? {} : { keyStart }), children: inner };
}
