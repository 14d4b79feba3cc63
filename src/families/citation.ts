import type { Plugin } from "../model/plugin.ts";
import { textOf } from "./narrow-value.ts";

type Citation = Plugin["citations"][number];

// https://www.doi.org/the-identifier/resources/handbook/2_numbering: "10." registrant "/" suffix.
const DOI = /10\.\d{4,9}\/[^\s"<>]{1,200}/u;

/** The DOI in a text, lower-cased, without what usually trails it in prose. */
export function doiOf(value: unknown): string | undefined {
  const text = textOf(value, 5_000);
  if (text === undefined) return undefined;
  const doi = DOI.exec(text)?.[0];
  return doi?.replace(/[.,;)\]]{1,5}$/u, "").toLowerCase();
}

/** A citation of a text: its DOI where it holds one, the text where it is more than that. */
export function citationOf(value: unknown): Citation | undefined {
  const text = textOf(value, 5_000);
  if (text === undefined) return undefined;
  const doi = doiOf(text);
  if (doi === undefined) return { text };
  const isOnlyDoi = /^(?:doi:\s?|https?:\/\/(?:dx\.)?doi\.org\/)?10\.\S+$/iu.test(text);
  return isOnlyDoi ? { doi } : { text, doi };
}
