import { cutLine } from "./plain-line.ts";

const WORD_JOINER = "\u2060";

/**
 * A text from a manifest inside Markdown: every ASCII sign becomes a character reference, which no parser takes for
 * structure (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references), so that there are no
 * tags, links, tables or images in it; `@` and `#` are parted from what follows, so that nobody is mentioned.
 */
export function escapeMarkdown(text: string, most = 1000): string {
  return cutLine(text, most).replaceAll(/[!-/:-@[-`{-~]/g, (sign) => {
    const joiner = sign === "@" || sign === "#" ? WORD_JOINER : "";
    return `&#${sign.charCodeAt(0)};${joiner}`;
  });
}
