import { hash } from "node:crypto";

const digests = new WeakMap<object, string>();

/** Notes the text of a catalog file that a record was parsed from, or written as. */
export function noteRecordText(record: object, text: string): void {
  digests.set(record, hash("sha256", text));
}

/** sha256 of the file that a record was parsed from or last written as; undefined for one that no file holds yet. */
export function recordDigest(record: object): string | undefined {
  return digests.get(record);
}
