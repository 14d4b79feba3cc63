/** A value as an object, or an empty one: reading a field of it is then always safe. */
export function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The value at a path of keys, own keys only. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  let inner = value;
  for (const key of path) {
    const record = toRecord(inner);
    if (!Object.hasOwn(record, key)) return undefined;
    inner = record[key];
  }
  return inner;
}

/** The text at a path of keys. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The whole number at a path of keys. */
export function integerAt(value: unknown, ...path: string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" && Number.isSafeInteger(found) ? found : undefined;
}

/** The list at a path of keys, or an empty one. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}
