/** Longest text kept of a name, a key or a reference. */
const SHORT_TEXT = 1_000;

/** Trimmed text, cut to `limit` characters (default 1,000); numbers are written out; empty text is absent. */
export function textOf(value: unknown, limit = SHORT_TEXT): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.slice(0, limit * 2).trim();
  return text === "" ? undefined : text.slice(0, limit);
}

/** A finite number, or a short text that is one. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.length > 40 || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A boolean, or one written as text ("True", "false", "yes"), as many real manifests do. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string" || value.length > 10) return undefined;
  const word = value.trim().toLowerCase();
  if (word === "true" || word === "yes") return true;
  if (word === "false" || word === "no") return false;
  return undefined;
}

/** Texts of a list, or the one text that stands for a list; at most `limit` (default 500). */
export function textsOf(value: unknown, limit = 500): string[] {
  const list = Array.isArray(value) ? value.slice(0, limit) : [value];
  return list.flatMap((item: unknown) => textOf(item) ?? []);
}
