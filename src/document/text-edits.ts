import type { TextEdit } from "../model/finding.ts";
import { WaybillError } from "../model/waybill-error.ts";

/** The text after the edits; offsets are UTF-8 bytes, and bytes outside the edits stay as they are. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const ordered = edits.toSorted((a, b) => a.offset - b.offset);
  const parts: string[] = [];
  let end = 0;
  for (const edit of ordered) {
    const editEnd = edit.offset + edit.length;
    if (edit.offset < end || edit.length < 0 || editEnd > bytes.length) {
      throw new WaybillError(
        "internal",
        `edit of bytes ${edit.offset} to ${editEnd} overlaps another or leaves the text`,
      );
    }
    if (isInsideCharacter(bytes, edit.offset) || isInsideCharacter(bytes, editEnd)) {
      throw new WaybillError("internal", `edit of bytes ${edit.offset} to ${editEnd} cuts a character in two`);
    }
    parts.push(decoder.decode(bytes.subarray(end, edit.offset)), edit.text);
    end = editEnd;
  }
  parts.push(decoder.decode(bytes.subarray(end)));
  return parts.join("");
}

function isInsideCharacter(bytes: Uint8Array, offset: number): boolean {
  const byte = bytes[offset];
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
