import type { Author } from "../../model/plugin.ts";
import { orcidOf } from "../authors.ts";
import { copyWithoutEmail, withoutEmail } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";

/** Kinds of credited thing that write software; a funding agency or a node of a network is thanked only. */
const WRITERS = new Set(["Consortium", "Division", "Institute", "Person", "Project"]);

/** `credit[]{name, email, orcidid, url, typeEntity, typeRole}`: those who write the tool; the others stay in `ext`. */
export function readCredits(draft: Draft, root: Mapping): void {
  const credits = namedEntries(memberOf(root, "credit"), "/credit", "").slice(0, 200);
  const others: unknown[] = [];
  for (const { part } of credits) {
    const kind = textOf(memberOf(part, "typeEntity"), 100) ?? "Person";
    const name = textOf(memberOf(part, "name"), 300);
    if (name === undefined || !WRITERS.has(kind)) {
      others.push(copyWithoutEmail(part));
      continue;
    }
    const email = textOf(memberOf(part, "email"), 320);
    draft.plugin.authors.push(
      dropAbsent<Author>({ name: withoutEmail(name), orcid: orcidOf(memberOf(part, "orcidid")), email }),
    );
  }
  if (draft.plugin.authors.length > 0) notePlace(draft, "/authors", "credit");
  if (others.length > 0) draft.plugin.ext["credit"] = others;
}
