import { replaceLookAlikes } from "./look-alikes.ts";

/** One word of a text: as written, folded for comparison, and whether a sentence or list ended before it. */
export interface Word {
  raw: string;
  folded: string;
  isAfterBreak: boolean;
}

const IRREGULAR = new Map([
  ["nuclei", "nucleus"],
  ["spectra", "spectrum"],
  ["matrices", "matrix"],
  ["indices", "index"],
  ["vertices", "vertex"],
  ["axes", "axis"],
  ["mice", "mouse"],
  ["criteria", "criterion"],
  ["series", "series"],
  ["species", "species"],
]);

/** Text without case, accents, compatibility forms, invisible marks and letters that pose as Latin. */
export function foldText(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  const plain = text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
  return replaceLookAlikes(plain).toLowerCase();
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7e) return false;
  return true;
}

/** A word folded to its English singular, so that "Images" and "image" compare equal. */
export function foldWord(word: string): string {
  const folded = foldText(word);
  const irregular = IRREGULAR.get(folded);
  if (irregular !== undefined) return irregular;
  if (folded.length < 4 || !folded.endsWith("s")) return folded;
  if (/(?:ss|us|is|os|as)$/.test(folded)) return folded;
  if (folded.endsWith("yses")) return `${folded.slice(0, -2)}is`;
  if (folded.endsWith("ies") && folded.length > 4) return `${folded.slice(0, -3)}y`;
  if (/(?:ss|ch|sh|x)es$/.test(folded)) return folded.slice(0, -2);
  return folded.slice(0, -1);
}

/** Words of a text in order; everything but letters and digits separates. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  // Invisible marks (soft hyphen, zero-width space) stand inside words, so they are no separators.
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu)) {
    const between = text.slice(end, match.index);
    words.push({ raw: match[0], folded: foldWord(match[0]), isAfterBreak: /[.,;:!?()[\]{}|"\n]/.test(between) });
    end = match.index + match[0].length;
  }
  return words;
}

/** Words of a name, split where case changes too: `OmeTiffConverter`, `ome_tiff-converter` → ome, tiff, converter. */
export function namePartsOf(name: string): Word[] {
  const parts: Word[] = [];
  const pattern = /(?:\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{L}+)\p{N}*|\p{N}+/gu;
  for (const match of name.normalize("NFC").matchAll(pattern)) {
    parts.push({ raw: match[0], folded: foldWord(match[0]), isAfterBreak: false });
  }
  return parts;
}
