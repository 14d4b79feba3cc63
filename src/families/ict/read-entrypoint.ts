import { textOf, textsOf } from "../narrow-value.ts";

/** A command, and the form it was written in; "list-as-text" is a list that lost its brackets to quotes. */
export interface Entrypoint {
  form: "list" | "list-as-text" | "text";
  run: { command: string[] } | { template: string };
}

/** `[python3, main.py]` as list or as text, or a plain command line. Text that a shell would treat is kept whole. */
export function readEntrypoint(value: unknown): Entrypoint | undefined {
  if (Array.isArray(value)) {
    const command = textsOf(value, 100);
    return command.length === 0 ? undefined : { form: "list", run: { command } };
  }
  const text = textOf(value, 4_000);
  if (text === undefined) return undefined;
  if (text.startsWith("[") && text.endsWith("]")) {
    const parts = text.slice(1, -1).split(",").map(unquote);
    return { form: "list-as-text", run: { command: parts.filter((part) => part !== "").slice(0, 100) } };
  }
  if (/["'`$|&;<>(){}\\*?]/u.test(text)) return { form: "text", run: { template: text } };
  return { form: "text", run: { command: text.split(/\s+/u).slice(0, 100) } };
}

function unquote(part: string): string {
  const text = part.trim();
  const isQuoted = text.length > 1 && (text.startsWith('"') || text.startsWith("'")) && text.at(-1) === text[0];
  return isQuoted ? text.slice(1, -1) : text;
}
