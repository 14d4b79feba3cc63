import { pointerOf } from "../../document/pointer.ts";
import { doiOf } from "../citation.ts";
import type { Draft } from "../draft.ts";
import { namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/** Words of bio.tools for a link ← relations that we use; other words are taken in lower case. */
const RELATIONS: Readonly<Record<string, string>> = {
  "Issue tracker": "issues",
  Repository: "declared-source",
  "Source code": "source-code",
};

/** `documentation`, `link` and `download` are lists of `{url, type}`; `publication` is a list of ids. */
export function readLinks(draft: Draft, root: Mapping): void {
  for (const list of ["documentation", "link", "download"]) {
    for (const { part, pointer } of namedEntries(memberOf(root, list), pointerOf(list), "")) {
      const url = textOf(memberOf(part, "url"), 2_000);
      if (url === undefined || draft.plugin.links.length >= 100) continue;
      const type = textsOf(memberOf(part, "type"), 5)[0] ?? "other";
      const known = Object.hasOwn(RELATIONS, type) ? RELATIONS[type] : undefined;
      draft.places[`/links/${draft.plugin.links.length}`] = `${pointer}/url`;
      draft.plugin.links.push({
        rel: list === "documentation" ? "docs" : (known ?? type.toLowerCase().slice(0, 100)),
        url,
      });
    }
  }
  readPublications(draft, root);
}

/** A publication's DOI and title are a citation; its numbers elsewhere stay in `ext`. */
function readPublications(draft: Draft, root: Mapping): void {
  const numbers: Record<string, string>[] = [];
  for (const { part, pointer } of namedEntries(memberOf(root, "publication"), "/publication", "").slice(0, 100)) {
    const doi = doiOf(memberOf(part, "doi"));
    const text = textOf(memberOf(memberOf(part, "metadata"), "title"), 500);
    const pmid = textOf(memberOf(part, "pmid"), 50);
    const pmcid = textOf(memberOf(part, "pmcid"), 50);
    if (pmid !== undefined || pmcid !== undefined)
      numbers.push(dropAbsent<Record<string, string>>({ doi, pmid, pmcid }));
    if (doi === undefined && text === undefined) continue;
    draft.places[`/citations/${draft.plugin.citations.length}`] = pointer;
    draft.plugin.citations.push(dropAbsent<{ text?: string; doi?: string }>({ text, doi }));
  }
  if (numbers.length > 0) draft.plugin.ext["publication"] = numbers;
}
