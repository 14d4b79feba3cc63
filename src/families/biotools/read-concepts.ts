import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";

const MAX_CLAIMS = 200;

/** Topics and operations of EDAM: their addresses, then their words, which help where a term has no mapping. */
export function readConcepts(draft: Draft, root: Mapping): void {
  const operations = namedEntries(memberOf(root, "function"), "", "").flatMap(({ part }) =>
    namedEntries(memberOf(part, "operation"), "", ""),
  );
  const terms = [...operations, ...namedEntries(memberOf(root, "topic"), "", "")].map(({ part }) => part);
  const claims = ["uri", "term"].flatMap((key) => terms.flatMap((term) => textOf(memberOf(term, key), 300) ?? []));
  if (claims.length === 0) return;
  draft.plugin.claims.push(...[...new Set(claims)].slice(0, MAX_CLAIMS));
  notePlace(draft, "/claims", Object.hasOwn(root, "function") ? "function" : "topic");
}
