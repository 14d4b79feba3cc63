import { foldText, namePartsOf, wordsOf } from "../taxonomy/fold-text.ts";

// Words that say nothing about what is sought; dropped from a query that has others.
const STOP_WORDS = new Set(
  "a an and any are as at by can container do find for from get how i in into is it me my need of on or plugin software that the this to tool use want which with".split(
    " ",
  ),
);

/** Folded words of a text, in order. */
export function tokensOf(text: string): string[] {
  return wordsOf(text).map((word) => word.folded);
}

/** Tokens of a name: words, parts where case changes, neighbors joined, and the whole joined. */
export function nameTokensOf(name: string): string[] {
  const words = tokensOf(name);
  const parts = namePartsOf(name).map((part) => part.folded);
  // People write `stardist` for `StarDist2D`.
  const unnumbered = words.map((word) => word.replace(/\p{N}+\p{L}?$/u, ""));
  const tokens = new Set([...words, ...parts, ...unnumbered, ...pairsOf(words), ...pairsOf(parts), joinedOf(name)]);
  tokens.delete("");
  return [...tokens];
}

/** A name without everything but letters and digits: `OME-Tiff Converter` and `ome_tiffconverter` compare equal. */
export function joinedOf(name: string): string {
  return foldText(name).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Neighboring words joined, as people write `star dist` for `stardist`. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]}${word}`);
}

/** The words of a query that carry meaning; all of them where none does. */
export function meaningfulOf(words: readonly string[]): string[] {
  const kept = words.filter((word) => !STOP_WORDS.has(word));
  return kept.length > 0 ? kept : [...words];
}
