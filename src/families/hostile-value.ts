/** A parsed value of a manifest: anything may stand anywhere. */
export type Mapping = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Own member of an object; never one of its prototype. */
export function memberOf(value: unknown, key: string): unknown {
  if (!isMapping(value) || !Object.hasOwn(value, key)) return undefined;
  return value[key];
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** The object without its undefined members. */
export function dropAbsent<T extends object>(value: Loose<T>): T {
  const kept = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
  // Only undefined members went, and `Loose` allows undefined on top of what `T` asks for. A required member of T
  // that came as undefined is a mistake of the caller, which the callers' tests would show.
  return kept as T;
}
