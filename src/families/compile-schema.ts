import { Ajv, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import { isMapping, type Mapping } from "./hostile-value.ts";

/** JSON Schema dialects that families use. */
export type SchemaDialect = "draft-04" | "draft-07" | "2020-12";

type AnyAjv = Ajv | Ajv2020 | InstanceType<typeof ajvDraft04.default>;

/** Keywords whose members are data or names, not schemas: an `id` there is no schema's id. */
const DATA_KEYWORDS = new Set(["const", "default", "enum", "examples"]);
const NAME_KEYWORDS = new Set([
  "properties",
  "patternProperties",
  "definitions",
  "$defs",
  "dependencies",
  "dependentSchemas",
]);

/**
 * A validator of a published schema, compiled at the first call and kept. Nested ids are dropped: the WIPP and Boutiques
 * schemas repeat theirs, which ajv refuses. Third-party schemas are not strict; our own is.
 */
export function lazyValidator(schema: Mapping, dialect: SchemaDialect, isStrict = false): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => {
    compiled ??= makeAjv(dialect, isStrict).compile(withoutNestedIds(schema, true));
    return compiled;
  };
}

function makeAjv(dialect: SchemaDialect, isStrict: boolean): AnyAjv {
  const options: Options = { allErrors: true, verbose: true, logger: false, strict: isStrict, allowUnionTypes: true };
  const ajv = newAjv(dialect, options);
  ajvFormats.default(ajv, { mode: "fast" });
  // ajv compares every item with every other, which a hostile list of thousands turns into minutes.
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: hasUniqueItems,
    errors: false,
  });
  return ajv;
}

function newAjv(dialect: SchemaDialect, options: Options): AnyAjv {
  switch (dialect) {
    case "draft-04":
      return new ajvDraft04.default(options);
    case "draft-07":
      return new Ajv(options);
    case "2020-12":
      return new Ajv2020(options);
  }
}

function hasUniqueItems(isAsked: boolean, list: readonly unknown[]): boolean {
  return !isAsked || new Set(list.map((item) => JSON.stringify(item))).size === list.length;
}

/** The schema without `$id` and `id` below its root. */
function withoutNestedIds(schema: unknown, isRoot: boolean): Mapping {
  const copy: Record<string, unknown> = {};
  if (!isMapping(schema)) return copy;
  for (const [key, value] of Object.entries(schema)) {
    if (!isRoot && (key === "$id" || key === "id") && typeof value === "string") continue;
    copy[key] = DATA_KEYWORDS.has(key) ? value : NAME_KEYWORDS.has(key) ? namedSchemas(value) : innerSchema(value);
  }
  return copy;
}

function namedSchemas(value: unknown): unknown {
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, innerSchema(schema)]));
}

function innerSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(innerSchema);
  return isMapping(value) ? withoutNestedIds(value, false) : value;
}
