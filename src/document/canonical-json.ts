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

/** True where both have the same canonical form, without making it. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return isSameList(left, right);
  const names = new Map(Object.entries(right).filter(([, member]) => member !== undefined));
  const members = Object.entries(left).filter(([, member]) => member !== undefined);
  return (
    members.length === names.size &&
    members.every(([key, member]) => names.has(key) && isSameJson(member, names.get(key)))
  );
}

function isSameList(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => isSameJson(item, right[index]));
}

/** JSON writes null for what has no form in it. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value));
}

/** Order by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
