import { createRequire } from "node:module";

/** JSON objects of the wire. */
export type Wire = Record<string, unknown>;

/** Type guard for objects of the wire. */
export function isWire(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const require = createRequire(import.meta.url);
let loaded: unknown;

/** A fresh copy of a published webhook example; throws when there is none that fits. */
export function exampleOf(event: string, fits: (payload: Wire) => boolean): Wire {
  loaded ??= require("@octokit/webhooks-examples");
  const definitions: unknown[] = Array.isArray(loaded) ? loaded : [];
  for (const definition of definitions) {
    if (!isWire(definition) || definition["name"] !== event || !Array.isArray(definition["examples"])) continue;
    const found: unknown = definition["examples"].find((payload: unknown) => isWire(payload) && fits(payload));
    if (isWire(found)) return structuredClone(found);
  }
  throw new Error(`no published example of ${event} fits`);
}

/** An object inside an example; throws when it is not there. */
export function inner(value: Wire, key: string): Wire {
  const found = value[key];
  if (!isWire(found)) throw new Error(`example has no object ${key}`);
  return found;
}

/** Replaces a text in every string of a value. */
export function replaceText(value: unknown, replacements: readonly (readonly [RegExp, string])[]): unknown {
  if (typeof value === "string") {
    return replacements.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), value);
  }
  if (Array.isArray(value)) return value.map((item) => replaceText(item, replacements));
  if (!isWire(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceText(item, replacements)]));
}
