import type { Author } from "../model/plugin.ts";
import { withoutEmail } from "./copy-value.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "./hostile-value.ts";
import { textOf } from "./narrow-value.ts";

const MAX_AUTHORS = 200;

// Bounded repetitions: linear in the text.
const EMAIL = /[^\s@<>()[\]"',;:]{1,64}@[^\s@<>()[\]"',;:]{1,253}/u;
const ORCID = /(?<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])/u;
const SUFFIX = /^(?:ph\.?\s?d\.?|m\.?d\.?|jr\.?|sr\.?|m\.?sc\.?|i{2,3}|iv)$/iu;

/** Authors of a text ("Name (email), Name2 <email> and Name3"), of an object, or of a list of both. */
export function authorsOf(value: unknown): Author[] {
  const list = Array.isArray(value) ? value.slice(0, MAX_AUTHORS) : [value];
  return list
    .flatMap((item: unknown) => (isMapping(item) ? authorOfMapping(item) : authorsOfText(item)))
    .slice(0, MAX_AUTHORS);
}

/** ORCID iD in a text or URL, without checking its last digit. */
export function orcidOf(value: unknown): string | undefined {
  const text = textOf(value, 200);
  return text === undefined ? undefined : ORCID.exec(text)?.groups?.["id"];
}

function authorOfMapping(value: Mapping): Author[] {
  const name = textOf(memberOf(value, "name"), 300);
  if (name === undefined) return [];
  return [
    dropAbsent<Author>({
      name: withoutEmail(name),
      orcid: orcidOf(memberOf(value, "orcid")),
      affiliation: textOf(memberOf(value, "affiliation"), 500),
      ror: textOf(memberOf(value, "ror"), 200),
      email: textOf(memberOf(value, "email"), 320),
    }),
  ];
}

function authorsOfText(value: unknown): Author[] {
  const text = textOf(value, 5_000);
  if (text === undefined) return [];
  return splitNames(text).flatMap(authorOfText);
}

/** Cuts at commas, semicolons, "and" and "&" outside brackets; "Smith, John" and "Jane Roe, PhD" stay whole. */
function splitNames(text: string): string[] {
  const parts = cutOutsideBrackets(text).flatMap((part) => part.split(/\s(?:and|&)\s/u));
  const names: string[] = [];
  for (const part of parts.map((piece) => piece.trim()).filter((piece) => piece !== "")) {
    const last = names.at(-1);
    if (last !== undefined && SUFFIX.test(part)) names[names.length - 1] = `${last}, ${part}`;
    else names.push(part.replace(/^(?:and|&)\s/u, ""));
  }
  const isOneTurnedName = names.length === 2 && names.every((name) => !/[\s@]/u.test(name)) && text.includes(",");
  return isOneTurnedName ? [names.join(", ")] : names;
}

function cutOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === "(" || letter === "<") depth += 1;
    else if (letter === ")" || letter === ">") depth = Math.max(0, depth - 1);
    else if ((letter === "," || letter === ";") && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function authorOfText(text: string): Author[] {
  const email = EMAIL.exec(text)?.[0];
  const name = withoutEmail(text)
    .replaceAll(/mailto:/giu, "")
    .replaceAll(/[(<[{][^()<>[\]{}]{0,300}[)>\]}]/gu, " ")
    .replaceAll(/[="…<>]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (name === "" && email === undefined) return [];
  // A nameless author still counts as one; the address itself never becomes a name.
  const author: Author = { name: name === "" ? "unnamed" : name.slice(0, 300) };
  const orcid = orcidOf(text);
  if (email !== undefined) author.email = email;
  if (orcid !== undefined) author.orcid = orcid;
  return [author];
}
