import { type JsonCursor, matchAt, note, stop } from "./json-cursor.ts";

const SPACES = /[ \t\n\r]*/y;
// All but the quote, the backslash and the control characters.
const PLAIN = /[ !#-[\]-\uffff]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[-+.\w$]+/y;
const HEX = /[0-9a-fA-F]{4}/y;
const LITERALS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Skips white space, and comments with a fault each. */
export function skipSpace(cursor: JsonCursor): void {
  for (;;) {
    cursor.index += matchAt(SPACES, cursor).length;
    const opening = cursor.text.slice(cursor.index, cursor.index + 2);
    if (cursor.isStopped || (opening !== "//" && opening !== "/*")) return;
    note(cursor, "syntax", "comments are not allowed in JSON");
    const closing = opening === "//" ? "\n" : "*/";
    const end = cursor.text.indexOf(closing, cursor.index + 2);
    cursor.index = end < 0 ? cursor.text.length : end + closing.length;
  }
}

/** Reads a string at its opening quote; undefined when it does not end. */
export function readString(cursor: JsonCursor): string | undefined {
  const start = cursor.index;
  let value = "";
  cursor.index += 1;
  for (;;) {
    const plain = matchAt(PLAIN, cursor);
    value += plain;
    cursor.index += plain.length;
    const char = cursor.text[cursor.index];
    if (char === '"') break;
    if (char === undefined || char === "\n" || char === "\r") {
      stop(cursor, "syntax", 'string is not closed: expected " before the end of the line', start);
      return undefined;
    }
    if (char === "\\") {
      value += readEscape(cursor);
    } else {
      note(cursor, "syntax", "control character in a string: write it as an escape, such as \\t");
      value += char;
      cursor.index += 1;
    }
    if (cursor.isStopped) return value;
  }
  cursor.index += 1;
  return value;
}

function readEscape(cursor: JsonCursor): string {
  const letter = cursor.text[cursor.index + 1] ?? "";
  if (letter === "u") {
    cursor.index += 2;
    const digits = matchAt(HEX, cursor);
    if (digits === "") note(cursor, "syntax", "expected four hexadecimal digits after \\u", cursor.index - 2);
    cursor.index += digits.length;
    return digits === "" ? "" : String.fromCharCode(Number.parseInt(digits, 16));
  }
  const char = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (char === undefined) {
    note(cursor, "syntax", `unknown escape in a string: expected one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u`);
    cursor.index += 1;
    return "\\";
  }
  cursor.index += 2;
  return char;
}

/** Reads a number, true, false or null; other words are a fault and count as null. */
export function readWord(cursor: JsonCursor): unknown {
  const word = matchAt(WORD, cursor);
  const start = cursor.index;
  if (word === "") {
    stop(cursor, "syntax", `expected a value, got ${describeNext(cursor)}`);
    return undefined;
  }
  const number = matchAt(NUMBER, cursor);
  cursor.index += word.length;
  if (number === word) return Number(word);
  if (LITERALS.has(word)) return LITERALS.get(word);
  note(cursor, "syntax", `expected a value, got ${cut(word)}`, start);
  return null;
}

/** What stands at the cursor, in words that are safe to print. */
export function describeNext(cursor: JsonCursor): string {
  const code = cursor.text.codePointAt(cursor.index);
  if (code === undefined) return "the end of the file";
  if (code === 0x22) {
    const inside = matchAt(PLAIN, { ...cursor, index: cursor.index + 1 });
    return JSON.stringify(cut(inside));
  }
  const word = matchAt(WORD, cursor);
  return word === "" ? JSON.stringify(String.fromCodePoint(code)) : cut(word);
}

function cut(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
