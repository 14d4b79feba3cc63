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
