/** JSON with sorted keys, one space of indent and one newline at the end: same value, same bytes. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), undefined, 1)}\n`;
}

/** The same on one line without a newline: for lines of NDJSON and for hashes. */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([left], [right]) => compareText(left, right));
  // fromEntries defines own data properties, so that a key `__proto__` stays a key.
  return Object.fromEntries(entries.map(([key, member]) => [key, sortKeys(member)]));
}

/** Order by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
