/** Turns the JSON Schemas of the record into TypeScript type texts; the part of JSON Schema that they use and no more. */

/** A file in `schemas/` by its name. */
export type SchemaFiles = ReadonlyMap<string, unknown>;

/** The type text of a schema; a reference becomes the name of `aliasOf` and is handed to `need`. */
export function typeOf(schema: unknown, file: string, need: (file: string, pointer: string) => string): string {
  const part = objectOf(schema);
  if (typeof part["$ref"] === "string") return need(...splitRef(part["$ref"], file));
  if ("const" in part) return JSON.stringify(part["const"]);
  if (Array.isArray(part["enum"])) return part["enum"].map((value) => JSON.stringify(value)).join(" | ");
  const anyOf = part["anyOf"];
  if (Array.isArray(anyOf)) return anyOf.map((each) => `(${typeOf(each, file, need)})`).join(" | ");
  switch (part["type"]) {
    case "string":
      return stringType(part["pattern"]);
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return `(${typeOf(part["items"], file, need)})[]`;
    case "object":
      return objectType(part, file, need);
    case undefined:
      return "unknown";
    default:
      throw new Error(`${file}: no type text for ${JSON.stringify(part)}`);
  }
}

/** The part of a schema file at a JSON pointer. */
export function schemaAt(files: SchemaFiles, file: string, pointer: string): unknown {
  let part = files.get(file);
  if (part === undefined) throw new Error(`no schema file ${file}`);
  for (const key of pointer.split("/").slice(1)) {
    part = objectOf(part)[key];
    if (part === undefined) throw new Error(`no ${pointer} in ${file}`);
  }
  return part;
}

/** A name for the type of a schema part. */
export function aliasOf(file: string, pointer: string): string {
  return `S_${`${file.replace(".schema.json", "")}${pointer.replace("/$defs", "")}`.replace(/[^A-Za-z0-9]/g, "_")}`;
}

/** Type declarations for the given parts and all that they refer to. */
export function declarations(files: SchemaFiles, roots: readonly [file: string, pointer: string][]): string {
  const texts = new Map<string, string>();
  function need(file: string, pointer: string): string {
    const alias = aliasOf(file, pointer);
    if (texts.has(alias)) return alias;
    texts.set(alias, "");
    texts.set(alias, `type ${alias} = ${typeOf(schemaAt(files, file, pointer), file, need)};`);
    return alias;
  }
  for (const [file, pointer] of roots) need(file, pointer);
  return [...texts.values()].join("\n");
}

function objectType(
  part: Record<string, unknown>,
  file: string,
  need: (file: string, pointer: string) => string,
): string {
  const properties = Object.entries(objectOf(part["properties"] ?? {}));
  const rest = part["additionalProperties"];
  if (properties.length === 0) return `Record<string, ${typeOf(rest ?? {}, file, need)}>`;
  if (rest !== false) throw new Error(`${file}: an object with named members must be closed`);
  const required = Array.isArray(part["required"]) ? part["required"] : [];
  const members = properties.map(([key, value]) => {
    const mark = required.includes(key) ? "" : "?";
    return `${JSON.stringify(key)}${mark}: ${typeOf(value, file, need)}`;
  });
  return `{ ${members.join("; ")} }`;
}

/** `^sha256:[0-9a-f]{64}$` is a template type: what stands before the first class is fixed. */
function stringType(pattern: unknown): string {
  const prefix =
    typeof pattern === "string" ? /^\^(?<prefix>[a-z0-9]+:)\[/.exec(pattern)?.groups?.["prefix"] : undefined;
  return prefix === undefined ? "string" : `\`${prefix}\${string}\``;
}

function splitRef(ref: string, file: string): [file: string, pointer: string] {
  const [target = "", pointer = ""] = ref.split("#");
  return [target === "" ? file : target, pointer];
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a schema is an object");
  return value as Record<string, unknown>; // An object that is no list, as checked.
}
