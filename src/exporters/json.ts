/** JSON with sorted keys, two spaces of indent and one newline at the end: same value, same bytes. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === "string") return value.toWellFormed();
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  // fromEntries defines own properties, so that a key `__proto__` stays a key.
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
