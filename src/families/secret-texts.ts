import { isMapping, type Mapping, memberOf } from "./hostile-value.ts";
import { isSecretName } from "./secret-name.ts";

/** Members that hold what a parameter is called, and those that hold its value, in the families that we read. */
const NAMES = ["name", "key", "id"];
const VALUES = ["default", "default-value", "defaultValue", "value", "choices", "value-choices", "options", "fields"];

const SHORTEST = 4;
/** Types and words that say that there is none: hiding them everywhere would hide the findings too. */
const COMMON =
  /^(?:string|text|boolean|integer|number|float|double|file|directory|true|false|none|null|password|secret)\??$/iu;
const MOST_TEXTS = 200;
const MOST_VALUES = 60_000;

/**
 * Texts of a document that must never be shown: values of parameters and members whose name says password, key or
 * secret, or that are declared secret. Types and very short texts are not searched for.
 */
export function secretTextsOf(root: unknown): string[] {
  const found = new Set<string>();
  const budget = { left: MOST_VALUES };
  visit(root, "", found, budget);
  return [...found].sort((left, right) => right.length - left.length);
}

/** The same value without any of the texts. */
export function withoutTexts<T>(value: T, texts: readonly string[]): T {
  // The shape is kept: strings become strings, lists lists, objects objects.
  return texts.length === 0 ? value : (hide(value, texts) as T);
}

function visit(value: unknown, key: string, found: Set<string>, budget: { left: number }): void {
  budget.left -= 1;
  if (budget.left < 0 || found.size >= MOST_TEXTS) return;
  if (typeof value === "string" && isSecretName(key)) addText(value, found);
  if (Array.isArray(value)) for (const item of value) visit(item, key, found, budget);
  if (!isMapping(value)) return;
  if (isSecretPart(value, key)) for (const member of VALUES) addTexts(memberOf(value, member), found);
  for (const [name, inner] of Object.entries(value)) visit(inner, name, found, budget);
}

function isSecretPart(part: Mapping, key: string): boolean {
  if (part["secret"] === true || isSecretName(key)) return true;
  return NAMES.some((member) => {
    const name = memberOf(part, member);
    return typeof name === "string" && isSecretName(name);
  });
}

function addTexts(value: unknown, found: Set<string>): void {
  for (const item of Array.isArray(value) ? value.slice(0, MOST_TEXTS) : [value]) {
    if (typeof item === "string") addText(item, found);
  }
}

function addText(text: string, found: Set<string>): void {
  const secret = text.trim();
  if (secret.length >= SHORTEST && secret.length <= 10_000 && !COMMON.test(secret)) found.add(secret);
}

function hide(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === "string") return hideIn(value, texts);
  if (Array.isArray(value)) return value.map((item) => hide(item, texts));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, hide(member, texts)]));
}

function hideIn(text: string, texts: readonly string[]): string {
  let shown = text;
  for (const secret of texts) shown = shown.replaceAll(secret, "…");
  return shown;
}
