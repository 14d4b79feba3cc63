import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { ROOT } from "./run-cli.ts";

const BASE = "https://waybill.example/schemas/";
let ajv: Ajv2020 | undefined;

/** The validator of one of our schemas, named by its path below schemas/ without `.schema.json`. */
export function validatorOf(name: string): ValidateFunction {
  ajv ??= compileAll();
  const validate = ajv.getSchema(`${BASE}${name}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate;
}

/** What a schema says against a value: empty when nothing. */
export function schemaFaults(name: string, value: unknown): string[] {
  const validate = validatorOf(name);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name} ${instancePath}: ${message}`);
}

function compileAll(): Ajv2020 {
  const made = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  formats.default(made);
  for (const path of globSync("schemas/**/*.schema.json", { cwd: ROOT })) {
    if (!path.includes("third-party")) made.addSchema(JSON.parse(readFileSync(join(ROOT, path), "utf8")));
  }
  return made;
}
