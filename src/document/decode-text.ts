import type { SyntaxFault } from "../model/manifest-document.ts";
import type { IndexedFault } from "./span.ts";

/** Text of a file, and the fault that makes it no clean UTF-8. */
export interface DecodedText {
  text: string;
  fault?: IndexedFault<SyntaxFault["kind"]>;
}

/** Decodes UTF-8 and keeps a byte order mark; invalid bytes become U+FFFD beside an `encoding` fault. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { text: "", fault: encodingFault("the file is UTF-16; expected UTF-8", 0) };
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const nul = text.indexOf("\0");
  if (nul >= 0) return { text, fault: encodingFault("the file holds a NUL byte; expected UTF-8 text", nul) };
  const invalid = findInvalid(text, bytes);
  return invalid < 0 ? { text } : { text, fault: encodingFault("the file is not valid UTF-8 from here", invalid) };
}

function encodingFault(message: string, index: number): IndexedFault<"encoding"> {
  return { kind: "encoding", message, index };
}

/** Index of the first U+FFFD that the decoder put in place of invalid bytes, or -1: a written one is no fault. */
function findInvalid(text: string, bytes: Uint8Array): number {
  let offset = 0;
  let from = 0;
  for (let index = text.indexOf("\uFFFD"); index >= 0; index = text.indexOf("\uFFFD", from)) {
    // All before this index is valid, so that its length in bytes is exact.
    offset += new TextEncoder().encode(text.slice(from, index)).length;
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) return index;
    offset += 3;
    from = index + 1;
  }
  return -1;
}
