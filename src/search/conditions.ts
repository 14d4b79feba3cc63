import { foldText, wordsOf } from "../taxonomy/fold-text.ts";
import type { SearchIndex, StoredDocument } from "./build-index.ts";
import { fitsPattern } from "./match-clauses.ts";
import type { Condition, Phrase } from "./parse-query.ts";
import { valuesOf } from "./select.ts";

/** Whether a document meets `facet:value`, by value, label or a whole word of them; `*` at the end is allowed. */
export function meetsCondition(index: SearchIndex, document: StoredDocument, condition: Condition): boolean {
  const wanted = asked(condition);
  const has = valuesOf(index, document, condition.facet).some(({ value, label }) => {
    const names = [value.slice(value.indexOf("/") + 1), value, label].map(foldText);
    return wanted.some((one) => names.some((name) => fits(name, one)));
  });
  return has !== condition.isProhibited;
}

/** Whether the words of a phrase stand beside each other in one of the texts that are kept. */
export function meetsPhrase(document: StoredDocument, phrase: Phrase): boolean {
  const texts = ["name", "title", "summary", "description", "repository"] as const;
  const wanted = ` ${phrase.words.join(" ")} `;
  const has = texts.some((field) => {
    if (phrase.field !== undefined && phrase.field !== field) return false;
    const words = wordsOf(document[field]).map((word) => word.folded);
    return ` ${words.join(" ")} `.includes(wanted);
  });
  return has !== phrase.isProhibited;
}

/** `gpu:yes` and `gpu:no` in the words of the facet. */
function asked(condition: Condition): string[] {
  const value = foldText(condition.value);
  if (condition.facet === "gpu" && value === "yes") return ["required", "optional"];
  if (condition.facet === "gpu" && value === "no") return ["none"];
  return [value];
}

function fits(name: string, wanted: string): boolean {
  if (wanted.includes("*")) return fitsPattern(name, wanted);
  if (name === wanted) return true;
  // `license:gpl` means GPL-3.0-only too, `license:gp` does not.
  return name.startsWith(wanted) && /[^\p{L}\p{N}]/u.test(name.charAt(wanted.length));
}
