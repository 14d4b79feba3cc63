import type { Evidence } from "../model/evidence.ts";

const MARKS = [
  ["{{", "}}"],
  ["@@", "@@"],
  ["${", "}"],
] as const;

/** The first placeholder in a text (`{{ name }}`, `@@NAME@@`, `${NAME}`), cut to 60 characters; undefined without. */
export function findPlaceholder(text: string): string | undefined {
  for (const [opening, closing] of MARKS) {
    const start = text.indexOf(opening);
    const end = start < 0 ? -1 : text.indexOf(closing, start + opening.length);
    if (end >= 0) return text.slice(start, Math.min(end + closing.length, start + 60));
  }
  return undefined;
}

/** Where a template engine is at work: `{% if … %}`. */
const ENGINE = /\{%/;

/** Index of the first mark of a template in a file that is one and so need not parse; undefined for any other file. */
export function templateMarkIn({ document, file }: Pick<Evidence, "document" | "file">): number | undefined {
  if (document.isParsed) return undefined;
  const mark = document.text.search(ENGINE);
  if (mark >= 0) return mark;
  return findPlaceholder(file.path) === undefined ? undefined : 0;
}
