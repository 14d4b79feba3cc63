import { createHash } from "node:crypto";

/** git's object id (SHA-1) of a file's bytes: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobOidOf(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
