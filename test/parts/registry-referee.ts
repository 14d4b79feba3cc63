import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

/** Checks questions to a registry's own API, and answers of it, against the published description. */
export interface RegistryReferee {
  /** Faults of a question and of the answer to it; empty when there are none. */
  check(url: URL, status: number, body: unknown): string[];
}

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...steps: string[]): unknown {
  let inner = value;
  for (const step of steps) inner = isJson(inner) ? inner[step] : undefined;
  return inner;
}

/**
 * Swagger 2 and OpenAPI 3.0 to JSON Schema: nullable members, references into one root. Stricter than the descriptions:
 * a member that they do not name is a fault, for an emulator that invents one proves nothing.
 */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isJson(value)) return value;
  const converted: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") converted[key] = inner.replace(/^#/, "description#");
    else if (key === "enum" || key === "required") converted[key] = inner;
    else if (key === "properties" && isJson(inner)) {
      converted[key] = Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, toJsonSchema(one)]));
      converted["additionalProperties"] = false;
    } else if (key !== "nullable" && !key.startsWith("x-") && key !== "format") converted[key] = toJsonSchema(inner);
    else if (key === "format" && inner === "date-time") converted[key] = inner;
  }
  const isNullable = value["nullable"] === true || value["x-nullable"] === true;
  return isNullable ? { anyOf: [converted, { type: "null" }] } : converted;
}

/** Reads `schemas/third-party/<name>/slim.json`. */
export function makeRegistryReferee(name: string): RegistryReferee {
  const file = join(import.meta.dirname, "../../schemas/third-party", name, "slim.json");
  const description: unknown = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const shared = { definitions: at(description, "definitions"), components: at(description, "components") };
  ajv.addSchema({ $id: "description", ...(toJsonSchema(shared) as Json) }, "description");
  const base = String(at(description, "basePath") ?? "");
  const paths = at(description, "paths");
  const routes = Object.entries(isJson(paths) ? paths : {}).map(([template, item]) => {
    const isWhole = template.endsWith("{repository}/tag/");
    const pattern = template.replaceAll(/\{\w+\}/g, isWhole ? ".+" : "[^/]+");
    return { template, pattern: new RegExp(`^${base}${pattern}$`), operation: at(item, "get") };
  });
  const validators = new Map<string, ValidateFunction>();

  function follow(value: unknown): unknown {
    const reference = at(value, "$ref");
    return typeof reference === "string" ? at(description, ...reference.replace(/^#\//, "").split("/")) : value;
  }

  function queryFaults(template: string, operation: unknown, url: URL): string[] {
    const parameters = at(operation, "parameters");
    const known = (Array.isArray(parameters) ? parameters : []).map((one: unknown) => at(follow(one), "name"));
    const asked = [...url.searchParams.keys()];
    return asked.filter((one) => !known.includes(one)).map((one) => `${template}: takes no ${one}`);
  }

  return {
    check(url, status, body) {
      const route = routes.find(({ pattern }) => pattern.test(url.pathname));
      if (route === undefined) return [`GET ${url.pathname}: not in the description`];
      const { template, operation } = route;
      const faults = queryFaults(template, operation, url);
      const answer = follow(at(operation, "responses", String(status)));
      if (answer === undefined) return [...faults, `${template}: status ${status} is not documented`];
      const schema = at(answer, "schema") ?? at(answer, "content", "application/json", "schema");
      if (schema === undefined) return faults;
      const key = `${template} ${status}`;
      const validate = validators.get(key) ?? ajv.compile(toJsonSchema(schema) as Json);
      validators.set(key, validate);
      if (validate(body)) return faults;
      return [...faults, ...(validate.errors ?? []).map((error) => `${key}${error.instancePath}: ${error.message}`)];
    },
  };
}
