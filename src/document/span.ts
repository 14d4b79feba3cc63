import { parsePointer } from "./pointer.ts";

/** Where a value stands in the text, as indexes into the string; `keyStart` only for members of objects. */
export interface Span {
  start: number;
  end: number;
  keyStart?: number;
  children?: Map<string, Span>;
}

/** A fault with its index into the string, before it is given a line. */
export interface IndexedFault<Kind extends string> {
  kind: Kind;
  message: string;
  index: number;
}

/** Adds a member's span to its parent's; the last of duplicate keys wins, as its value does. */
export function addChild(parent: Span, key: string, child: Span): void {
  parent.children ??= new Map();
  parent.children.set(key, child);
}

/** Index of the value (or key) at a pointer, or of its nearest existing ancestor. */
export function indexAt(root: Span, pointer: string, of: "key" | "value"): number {
  let span = root;
  for (const segment of parsePointer(pointer)) {
    const child = span.children?.get(segment);
    if (child === undefined) return span.start;
    span = child;
  }
  return of === "key" ? (span.keyStart ?? span.start) : span.start;
}
