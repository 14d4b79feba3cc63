import type { Author } from "../../model/plugin.ts";
import { authorsOf } from "../authors.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/** Authors with the names of the institutions that their `affiliations` point at. */
export function readAuthors(root: Mapping): Author[] {
  const value = memberOf(root, "authors");
  const institutions = institutionsOf(root);
  const list: unknown[] = Array.isArray(value) ? value.slice(0, 200) : [value];
  return list.flatMap((item) => {
    const ids = textsOf(memberOf(item, "affiliations"), 20);
    const affiliation = ids.map((id) => institutions.get(id) ?? id).join("; ");
    return authorsOf(item).map((author) => (affiliation === "" ? author : { ...author, affiliation }));
  });
}

function institutionsOf(root: Mapping): Map<string, string> {
  const value = memberOf(root, "institutions");
  const names = new Map<string, string>();
  for (const item of Array.isArray(value) ? value.slice(0, 200) : []) {
    const id = textOf(memberOf(item, "id"), 200);
    const name = textOf(memberOf(item, "name"), 300);
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  return names;
}
