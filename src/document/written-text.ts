import type { ManifestDocument } from "../model/manifest-document.ts";

/** The text of the file from the value at a pointer on, as many bytes as asked for. */
export function writtenText(document: ManifestDocument, pointer: string, lengthBytes: number): string {
  const { offset } = document.positionOf(pointer);
  const bytes = new TextEncoder().encode(document.text).subarray(offset, offset + lengthBytes);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** A number as its author wrote it: `1.0` is the number 1, but as a version it is another text. */
export function writtenNumber(document: ManifestDocument, pointer: string): string | undefined {
  return /^[-+]?\d[\w.+-]*/.exec(writtenText(document, pointer, 64))?.[0];
}
