import { isMapping, memberOf } from "./hostile-value.ts";
import { isSecretName } from "./secret-name.ts";

/** Limits of a copy: values in all, nesting, characters of one text. */
export interface CopyLimits {
  values: number;
  depth: number;
  text: number;
}

const SMALL: CopyLimits = { values: 300, depth: 6, text: 2_000 };

// Bounded repetition: linear in the text whatever it holds.
const EMAIL = /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,253}/gu;

/**
 * A bounded plain copy of a hostile value: no aliases, no cycles, no `__proto__`; what lies beyond the limits is left
 * out. Default: 300 values, 6 levels, 2,000 characters a text.
 */
export function copyValue(value: unknown, limits: CopyLimits = SMALL): unknown {
  return copyWithin(value, limits, { left: limits.values }, 0);
}

/** As `copyValue`, without addresses of persons, which never leave `authors`, and without values of secrets. */
export function copyWithoutEmail(value: unknown, limits: CopyLimits = SMALL): unknown {
  return scrub(copyValue(value, limits));
}

/** The text without addresses of persons. */
export function withoutEmail(text: string): string {
  return text.replaceAll(EMAIL, "…");
}

function copyWithin(value: unknown, limits: CopyLimits, budget: { left: number }, depth: number): unknown {
  budget.left -= 1;
  if (budget.left < 0 || depth > limits.depth) return undefined;
  if (typeof value === "string") return value.slice(0, limits.text);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return copyList(value, limits, budget, depth);
  if (!isMapping(value)) return undefined;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (budget.left <= 0) break;
    const inner = key === "__proto__" ? undefined : copyWithin(member, limits, budget, depth + 1);
    if (inner !== undefined) copy[key.slice(0, 200)] = inner;
  }
  return copy;
}

function copyList(list: readonly unknown[], limits: CopyLimits, budget: { left: number }, depth: number): unknown[] {
  const copy: unknown[] = [];
  for (const item of list) {
    if (budget.left <= 0) break;
    const inner = copyWithin(item, limits, budget, depth + 1);
    if (inner !== undefined) copy.push(inner);
  }
  return copy;
}

function scrub(value: unknown): unknown {
  if (typeof value === "string") return withoutEmail(value);
  if (Array.isArray(value)) return value.map(scrub);
  if (!isMapping(value)) return value;
  // `{name: DB_PASSWORD, value: …}`, the form of environment variables and parameters
  const names = ["name", "key", "id"].map((member) => memberOf(value, member));
  const isSecret = names.some((name) => typeof name === "string" && isSecretName(name));
  const kept = Object.entries(value).filter(([key]) => !/e-?mail/iu.test(key) && !isSecretName(key));
  const shown = isSecret ? kept.filter(([key]) => !/^(?:value|default|choices|options|fields)/u.test(key)) : kept;
  return Object.fromEntries(shown.map(([key, member]) => [withoutEmail(key), scrub(member)]));
}
