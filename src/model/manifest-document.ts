/** A place in a text; line and column count from 1, offset in UTF-8 bytes from 0. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

/** What is wrong with the text itself, before any family looks at it. */
export interface SyntaxFault {
  kind:
    | "syntax"
    | "trailing-comma"
    | "duplicate-key"
    | "too-large"
    | "too-deep"
    | "alias-bomb"
    | "encoding"
    | "unresolved-tag"
    | "not-a-document";
  message: string;
  position: Position;
}

/** The parsed JSON or YAML of a plugin file with positions, so that findings can name line and column. */
export interface ManifestDocument {
  path: string;
  text: string;
  syntax: "json" | "markdown" | "yaml";
  /** The parsed value: plain objects without prototype surprises, arrays, strings, numbers, booleans, null. */
  root: unknown;
  /** False when no root value could be had. */
  isParsed: boolean;
  faults: SyntaxFault[];
  /** Place of the value at a JSON pointer, or of the nearest existing ancestor; of the key where `of` is "key". */
  positionOf(pointer: string, of?: "key" | "value"): Position;
}
