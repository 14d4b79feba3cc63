// Pairs: a letter of another script, and the Latin small letter that it is drawn like (Unicode UTS #39 "confusables").
const CYRILLIC = "аaвbеeкkмmнhоoрpсcтtуyхxѕsіiјjԁdԛqԝwһhӏlьb";
const GREEK = "οoνvΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxιi";
const ARMENIAN = "օoսuհhոnցgզq";

const latin = new Map<string, string>();
for (const pairs of [CYRILLIC, GREEK, ARMENIAN]) {
  const letters = [...pairs];
  for (let at = 0; at + 1 < letters.length; at += 2) {
    const letter = letters[at] ?? "";
    latin.set(letter, letters[at + 1] ?? "");
    // Greek small letters look unlike their capitals: only what is listed counts.
    if (pairs !== GREEK) latin.set(letter.toUpperCase(), letters[at + 1] ?? "");
  }
}

const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The text with letters of other scripts that pose as Latin replaced, in words that also have Latin letters. */
export function replaceLookAlikes(text: string): string {
  if (!OTHER_SCRIPT.test(text)) return text;
  return text.replace(WORD, (word) => {
    if (!OTHER_SCRIPT.test(word) || !/\p{Script=Latin}/u.test(word)) return word;
    return [...word].map((letter) => latin.get(letter) ?? letter).join("");
  });
}

/** Words of a text in which letters of another script pose as Latin ones. */
export function lookAlikeWords(text: string): string[] {
  const words = text.match(WORD) ?? [];
  return words.filter((word) => replaceLookAlikes(word) !== word);
}
