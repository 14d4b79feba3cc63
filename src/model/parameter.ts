/** What a parameter holds. */
export type ParameterKind =
  | "file"
  | "folder"
  | "image"
  | "table"
  | "model"
  | "vector-field"
  | "point-cloud"
  | "mesh"
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "array"
  | "other";

/** A data format as the manifest wrote it, with what we know of it. */
export interface DataFormat {
  raw: string;
  edam?: string;
  extensions?: string[];
  mediaType?: string;
}

/** One input or output of a plugin. */
export interface Parameter {
  direction: "in" | "out";
  key: string;
  label?: string;
  description?: string;
  kind: ParameterKind;
  /** The type in the family's own words. */
  rawType: string;
  isList?: boolean;
  items?: "integer" | "number" | "string" | "boolean";
  axes?: string;
  formats: DataFormat[];
  required?: boolean;
  default?: unknown;
  choices?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  step?: number;
  unit?: string;
  /** Regular expression, linear subset only; never run on hostile input by a backtracking engine. */
  pattern?: string;
  secret?: boolean;
  setBy?: "user" | "platform";
  flag?: string;
  /** Condition as text; never evaluated. */
  showIf?: string;
  group?: string;
  order?: number;
}
