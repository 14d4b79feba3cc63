/** JSON pointer of a path of keys and indexes: https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function pointerOf(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Unescaped segments of a JSON pointer; a text that is no pointer is read as if its first slash were there. */
export function parsePointer(pointer: string): string[] {
  if (pointer === "") return [];
  const body = pointer.startsWith("/") ? pointer.slice(1) : pointer;
  // "~1" before "~0", so that "~01" becomes "~1": https://www.rfc-editor.org/rfc/rfc6901#section-4
  return body.split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Value at a JSON pointer, own members only; undefined where nothing is. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of parsePointer(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = Reflect.get(value, segment);
  }
  return value;
}
