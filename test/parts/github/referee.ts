import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

/** Checks requests and answers against GitHub's published OpenAPI description. */
export interface Referee {
  /** The operation that a request line means, `GET /repos/{owner}/{repo}`, with its path parameters. */
  operationOf(method: string, path: string): { operation: string; parameters: Record<string, string> } | undefined;
  /** Faults of a request body; empty when there are none. */
  checkRequest(operation: string, body: unknown): string[];
  /** Faults of an answer; empty when there are none. */
  checkAnswer(operation: string, status: number, body: unknown): string[];
}

type Schema = Record<string, unknown>;

const FOLDER = join(import.meta.dirname, "../../../schemas/third-party/github");

/**
 * Statuses that GitHub sends and its description does not list for every operation: credentials, permissions and rate
 * limits (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api), redirects of renamed
 * repositories and conditional requests (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api),
 * faults of its own.
 */
const ALWAYS_ALLOWED = new Set([301, 307, 401, 403, 404, 422, 429, 500, 502, 503, 504]);
const WITHOUT_BODY = new Set([204, 304]);

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** OpenAPI 3.0 to JSON Schema: `nullable`, and references into the one root schema. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (!isSchema(value)) return value;
  const { nullable, discriminator: _, ...rest } = value;
  const converted: Schema = {};
  for (const [key, inner] of Object.entries(rest)) {
    if (key === "$ref" && typeof inner === "string") converted[key] = inner.replace(/^#/, "description#");
    else if (key === "enum" || key === "default" || key === "required") converted[key] = inner;
    else if (key.startsWith("x-")) continue;
    else converted[key] = toJsonSchema(inner);
  }
  return nullable === true ? { anyOf: [converted, { type: "null" }] } : converted;
}

function at(value: unknown, ...steps: string[]): unknown {
  let inner = value;
  for (const step of steps) inner = isSchema(inner) ? inner[step] : undefined;
  return inner;
}

/** Slashes are allowed where a path or a ref ends the template. */
function toPattern(template: string): RegExp {
  const steps = template.split("/").map((step, index, all) => {
    const name = /^\{(?<name>\w+)\}$/.exec(step)?.groups?.["name"];
    if (name === undefined) return step.replace(/[.]/g, "\\.");
    const isOpen = index === all.length - 1 && (name === "path" || name === "ref");
    return `(?<${name}>${isOpen ? ".+" : "[^/]+"})`;
  });
  return new RegExp(`^${steps.join("/")}$`);
}

/** Fewer parameters first, so that `commits/{ref}/check-runs` wins over `commits/{ref}`; then the longer one. */
function bySpecificity(a: { template: string }, b: { template: string }): number {
  return b.template.split("/").length - a.template.split("/").length || a.template.localeCompare(b.template);
}

export function makeReferee(): Referee {
  const description: unknown = JSON.parse(readFileSync(join(FOLDER, "slim.json"), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const format of ["repo.nwo", "timestamp", "ssh-url", "int64"]) ajv.addFormat(format, true);
  ajv.addSchema({ $id: "description", components: toJsonSchema(at(description, "components")) }, "description");
  const paths = at(description, "paths");
  const routes = Object.entries(isSchema(paths) ? paths : {})
    .map(([template, item]) => ({ template, pattern: toPattern(template), item }))
    .sort(bySpecificity);
  const validators = new Map<string, ValidateFunction>();

  function faultsOf(key: string, schema: unknown, value: unknown): string[] {
    let validate = validators.get(key);
    if (validate === undefined) {
      const converted = toJsonSchema(schema);
      validate = ajv.compile(isSchema(converted) ? converted : {});
      validators.set(key, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${key}${error.instancePath}: ${error.message}`);
  }

  function operationAt(operation: string): unknown {
    const [method = "", template = ""] = operation.split(" ");
    return at(paths, template, method.toLowerCase());
  }

  return {
    operationOf(method, path) {
      for (const route of routes) {
        const match = route.pattern.exec(path);
        if (match === null || at(route.item, method.toLowerCase()) === undefined) continue;
        return { operation: `${method} ${route.template}`, parameters: { ...match.groups } };
      }
      return undefined;
    },
    checkRequest(operation, body) {
      const schema = at(operationAt(operation), "requestBody", "content", "application/json", "schema");
      if (schema === undefined) return body === undefined ? [] : [`${operation}: takes no body`];
      if (body === undefined) {
        const isNeeded = at(operationAt(operation), "requestBody", "required") === true;
        return isNeeded ? [`${operation}: needs a body`] : [];
      }
      return faultsOf(`${operation} request`, schema, body);
    },
    checkAnswer(operation, status, body) {
      if (WITHOUT_BODY.has(status)) return body === undefined ? [] : [`${operation} ${status}: must have no body`];
      let answer = at(operationAt(operation), "responses", String(status));
      const reference = at(answer, "$ref");
      if (typeof reference === "string") answer = at(description, ...reference.replace(/^#\//, "").split("/"));
      if (answer === undefined) {
        if (!ALWAYS_ALLOWED.has(status)) return [`${operation}: status ${status} is not documented`];
        return faultsOf(`error ${status}`, { $ref: "#/components/schemas/basic-error" }, body);
      }
      const schema = at(answer, "content", "application/json", "schema");
      return schema === undefined ? [] : faultsOf(`${operation} ${status}`, schema, body);
    },
  };
}
