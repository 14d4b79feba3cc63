/** Content of one of our own manifests, or of a part of it, in the order of its schema. */
export type OwnManifest = Record<string, unknown>;

/** The text where it says something and is at most so long (default: any length), else undefined. */
export function textWithin(text: string | undefined, limit = Number.POSITIVE_INFINITY): string | undefined {
  return text === undefined || text === "" || text.length > limit ? undefined : text;
}

/** The text where it has the form that the schema asks for. */
export function fitting(text: string | undefined, form: RegExp): string | undefined {
  return text !== undefined && form.test(text) ? text : undefined;
}

/** The list where it holds something. */
export function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The number where it is larger than the bound. */
export function above(value: number | undefined, bound: number): number | undefined {
  return value !== undefined && value > bound ? value : undefined;
}
