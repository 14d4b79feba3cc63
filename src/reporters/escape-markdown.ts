import { cutLine } from "./plain-line.ts";

const WORD_JOINER = "\u2060";
/** Signs that Markdown, its tables, GitHub's math or emoji give a meaning inside a line, and the dot of `www.`. */
const SIGNS = /[!"#$&'()*+:<>@[\\\]^_`{|}~]|(?<=www)\./gi;

/**
 * A text from a manifest inside a line of Markdown: signs with a meaning become character references, which no parser
 * takes for structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references), so that there are
 * no tags, links, cells or images in it; `@` and `#` are parted from what follows, so that nobody is mentioned.
 */
export function escapeMarkdown(text: string, most = 1000): string {
  return cutLine(text, most).replaceAll(SIGNS, (sign) => {
    const joiner = sign === "@" || sign === "#" ? WORD_JOINER : "";
    return `&#${sign.charCodeAt(0)};${joiner}`;
  });
}
