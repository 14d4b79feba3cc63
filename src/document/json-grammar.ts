import { type JsonCursor, type JsonFault, note, stop } from "./json-cursor.ts";
import { describeNext, readString, readWord, skipSpace } from "./json-tokens.ts";
import { addChild, type Span } from "./span.ts";

/** What a JSON text holds. With faults the root is what could be read; undefined when nothing could. */
export interface JsonReading {
  root: unknown;
  faults: JsonFault[];
  /** Only when asked for. */
  span?: Span;
}

interface JsonReader extends JsonCursor {
  readonly depthCap: number;
}

/**
 * Reads JSON (https://www.rfc-editor.org/rfc/rfc8259) and names every fault by its place. Goes on after trailing and
 * missing commas, comments and wrong words, so that one run tells more than one fault. Duplicate keys: the last wins.
 */
export function readJson(text: string, depthCap: number, wantsSpans: boolean): JsonReading {
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const reader: JsonReader = { text, index: start, isStopped: false, faults: [], depthCap };
  const span = wantsSpans ? { start, end: text.length } : undefined;
  skipSpace(reader);
  if (reader.index >= text.length) {
    note(reader, "not-a-document", "the file is empty: expected a JSON object", start);
    return { root: undefined, faults: reader.faults, ...(span && { span }) };
  }
  const root = readValue(reader, 0, span);
  skipSpace(reader);
  if (!reader.isStopped && reader.index < text.length) {
    note(reader, "syntax", `expected the end of the file, got ${describeNext(reader)}`);
  }
  return { root, faults: reader.faults, ...(span && { span }) };
}

function readValue(reader: JsonReader, depth: number, span: Span | undefined): unknown {
  const char = reader.text[reader.index];
  if (span !== undefined) span.start = reader.index;
  let value: unknown;
  if ((char === "{" || char === "[") && depth >= reader.depthCap) {
    stop(reader, "too-deep", `nested deeper than ${reader.depthCap} levels`);
  } else if (char === "{") value = readObject(reader, depth, span);
  else if (char === "[") value = readArray(reader, depth, span);
  else if (char === '"') value = readString(reader);
  else value = readWord(reader);
  if (span !== undefined) span.end = reader.index;
  return value;
}

function readObject(reader: JsonReader, depth: number, span: Span | undefined): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  reader.index += 1;
  skipSpace(reader);
  if (takeChar(reader, "}")) return members;
  while (!reader.isStopped) {
    const keyStart = reader.index;
    if (reader.text[keyStart] !== '"') {
      stop(reader, "syntax", `expected a key in double quotes, got ${describeNext(reader)}`);
      return members;
    }
    const key = readString(reader);
    skipSpace(reader);
    if (reader.isStopped || key === undefined) return members;
    if (Object.hasOwn(members, key)) note(reader, "duplicate-key", `the key ${quoteKey(key)} occurs twice`, keyStart);
    if (!takeChar(reader, ":")) {
      stop(reader, "syntax", `expected ":" after the key ${quoteKey(key)}, got ${describeNext(reader)}`);
      return members;
    }
    skipSpace(reader);
    const child = span === undefined ? undefined : { start: keyStart, end: keyStart, keyStart };
    const value = readValue(reader, depth + 1, child);
    if (value !== undefined) setMember(members, key, value);
    if (span !== undefined && child !== undefined) addChild(span, key, child);
    if (isEndOfItems(reader, "}")) return members;
  }
  return members;
}

function readArray(reader: JsonReader, depth: number, span: Span | undefined): unknown[] {
  const items: unknown[] = [];
  reader.index += 1;
  skipSpace(reader);
  if (takeChar(reader, "]")) return items;
  while (!reader.isStopped) {
    const child = span === undefined ? undefined : { start: reader.index, end: reader.index };
    const value = readValue(reader, depth + 1, child);
    if (span !== undefined && child !== undefined) addChild(span, String(items.length), child);
    if (value !== undefined) items.push(value);
    if (isEndOfItems(reader, "]")) return items;
  }
  return items;
}

/** Passes the comma between two items; true at the closing bracket or when nothing more can be read. */
function isEndOfItems(reader: JsonReader, closing: "}" | "]"): boolean {
  if (reader.isStopped) return true;
  skipSpace(reader);
  if (reader.isStopped || takeChar(reader, closing)) return true;
  const comma = reader.index;
  if (takeChar(reader, ",")) {
    skipSpace(reader);
    if (reader.text[reader.index] !== closing) return false;
    note(reader, "trailing-comma", `trailing comma before "${closing}"`, comma);
    reader.index += 1;
    return true;
  }
  const char = reader.text[reader.index] ?? "";
  if (char === '"' || (closing === "]" && (char === "{" || char === "["))) {
    note(reader, "syntax", `missing comma before ${describeNext(reader)}`);
    return false;
  }
  stop(reader, "syntax", `expected "," or "${closing}", got ${describeNext(reader)}`);
  return true;
}

function takeChar(reader: JsonReader, char: string): boolean {
  if (reader.text[reader.index] !== char) return false;
  reader.index += 1;
  return true;
}

/** Sets an own member whatever its name: assigning to `__proto__` would change the prototype instead. */
export function setMember(members: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") members[key] = value;
  else Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A key in quotes, cut and with its control characters escaped, for messages. */
export function quoteKey(key: string): string {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}
