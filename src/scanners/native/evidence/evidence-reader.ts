import type { Evidence } from "../layer-facts.ts";

/** A kind of file that says what is installed. Paths have no leading slash and read as on a merged `/usr`. */
export interface EvidenceReader {
  readonly id: string;
  wants(path: string): boolean;
  /** True when a directory at this path would hold evidence: a link there hides it. */
  isFolder(path: string): boolean;
  /** Bytes → facts; pure. Faults of the file are lines of `incomplete`, and what could be read is kept. */
  read(path: string, bytes: Uint8Array): { evidence: Evidence; incomplete: string[] };
}

/** True for a folder and for every folder above it. */
export function isAtOrAbove(path: string, folder: string): boolean {
  return path !== "" && (path === folder || folder.startsWith(`${path}/`));
}
