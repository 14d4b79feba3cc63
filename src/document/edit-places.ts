import type { ManifestDocument } from "../model/manifest-document.ts";
import { readJson } from "./json-grammar.ts";
import { utf8Length } from "./line-table.ts";
import { parsePointer } from "./pointer.ts";
import type { Span } from "./span.ts";
import { readYaml } from "./yaml-reader.ts";

/** Where a value and its key stand, as indexes into the text of the document. */
export interface EditPlace {
  start: number;
  end: number;
  keyStart?: number;
  /** Members or items in the order of the text; made when asked for, since most are never looked at. */
  children(): [key: string, place: EditPlace][];
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
  return {
    text,
    placeAt(pointer) {
      let at = span;
      for (const segment of parsePointer(pointer)) at = at?.children?.get(segment);
      return at === undefined ? undefined : placeOf(at);
    },
    offsetOf: countBytes(text),
  };
}

const STEP = 256;

/** Counts from the nearest of many marks: a file of one long line has thousands of edits on it. */
function countBytes(text: string): (index: number) => number {
  const marks = [0];
  for (let at = 0; at + STEP <= text.length; at += STEP)
    marks.push((marks.at(-1) ?? 0) + utf8Length(text, at, at + STEP));
  return (index) => {
    const mark = Math.floor(index / STEP);
    return (marks[mark] ?? 0) + utf8Length(text, mark * STEP, index);
  };
}

function placeOf({ start, end, keyStart, children }: Span): EditPlace {
  return {
    start,
    end,
    ...(keyStart === undefined ? {} : { keyStart }),
    children: () => [...(children ?? [])].map(([key, child]) => [key, placeOf(child)]),
  };
}
