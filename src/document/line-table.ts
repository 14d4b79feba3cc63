import type { Position } from "../model/manifest-document.ts";

/** Finds line, column and byte offset of an index into a text. */
export interface LineTable {
  /** Columns count UTF-16 units from 1, as editors and SARIF do; a byte order mark has no column. */
  positionAt(index: number): Position;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Reads the line starts of a text once; lines end with LF or CRLF. */
export function createLineTable(text: string): LineTable {
  const starts = [0];
  const byteStarts = [0];
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    bytes += utf8Length(text, index, index + 1);
    if (text.charCodeAt(index) !== 0x0a) continue;
    starts.push(index + 1);
    byteStarts.push(bytes);
  }
  const markLength = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  return {
    positionAt(index) {
      const place = Math.min(Math.max(index, 0), text.length);
      const line = findLine(starts, place);
      const start = starts[line] ?? 0;
      const hidden = line === 0 && place >= markLength ? markLength : 0;
      const offset = (byteStarts[line] ?? 0) + utf8Length(text, start, place);
      return { line: line + 1, column: place - start - hidden + 1, offset };
    },
  };
}

function findLine(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Bytes of a part of a text. Each half of a surrogate pair counts 2 of the pair's 4, so that parts add up. */
export function utf8Length(text: string, from: number, to: number): number {
  let length = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) length += 1;
    else if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) length += 2;
    else length += 3;
  }
  return length;
}
