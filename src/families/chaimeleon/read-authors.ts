import type { Author } from "../../model/plugin.ts";
import { authorsOf } from "../authors.ts";
import type { Draft } from "../draft.ts";

const INSTITUTION = /\b(?:universit|college|institut|hospital|school|centre|center|laborator|research group)/iu;

/**
 * Authors stand one on a line; a line that names an institution below a person is that person's. A sentence in place of
 * names is kept whole as one author, since nothing tells which of its words are names.
 */
export function readAuthors(draft: Draft, text: string): void {
  for (const line of text.split("\n").slice(0, 200)) {
    const words = line
      .replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s/u, "")
      .replaceAll(/[[\]]/gu, " ")
      .trim()
      .slice(0, 1_000);
    if (!/\p{L}/u.test(words)) continue;
    const last = draft.plugin.authors.at(-1);
    if (
      last !== undefined &&
      last.affiliation === undefined &&
      INSTITUTION.test(words) &&
      !INSTITUTION.test(last.name)
    ) {
      last.affiliation = authorsOf(words.replaceAll(/,|\sand\s|&/giu, " "))[0]?.name ?? "";
      continue;
    }
    const isSentence = /\.\s*$/u.test(words) && words.split(/\s/u).length > 6;
    const found: Author[] = isSentence ? authorsOf([words.replaceAll(/[,;&]|\sand\s/giu, " ")]) : authorsOf(words);
    draft.plugin.authors.push(...found.slice(0, 200 - draft.plugin.authors.length));
  }
}
