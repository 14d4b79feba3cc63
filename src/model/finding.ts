/** How loud a finding is; follows the check's severity unless the configuration says otherwise. */
export type Level = "error" | "warning" | "note";

/** A replacement of bytes [offset, offset + length) of the UTF-8 file; bytes outside the edits stay as they are. */
export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

/** Where a finding points: a place in a file (line and column count from 1), an image, or a whole repository. */
export type FindingPlace =
  | { file: string; pointer: string; line: number; column: number }
  | { image: string }
  | { repository: string };

/** What is wrong with a plugin, where, and how to mend it. Data, never thrown. */
export interface Finding {
  check: string;
  level: Level;
  message: string;
  at: FindingPlace;
  expected?: string;
  got?: string;
  remedy?: string;
  fix?: TextEdit[];
  /** Documentation of the check. */
  url: string;
  muted?: { reason: string; expires: string };
}
