import type { Author } from "../../model/plugin.ts";
import { orcidOf } from "../authors.ts";
import { claimCitation, claimLicense, claimLink, claimVersion } from "../claim-fields.ts";
import { withoutEmail } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/** Claims in schema.org's words under the prefix `s:`: persons, license, citation, source, version, keywords. */
export function readClaims(draft: Draft, part: Mapping): void {
  const { plugin } = draft;
  for (const key of ["s:author", "s:creator"]) {
    const value = memberOf(part, key);
    if (value === undefined || plugin.authors.length > 0) continue;
    plugin.authors = personsOf(value, undefined, 0).slice(0, 200);
    notePlace(draft, "/authors", key);
  }
  claimLicense(draft, part, "s:license");
  claimCitation(draft, part, "s:citation");
  claimLink(draft, part, "s:codeRepository", "declared-source");
  claimLink(draft, part, "s:url", "website");
  claimVersion(draft, part, "s:softwareVersion");
  const title = textOf(memberOf(part, "s:name"));
  if (plugin.title === undefined && title !== undefined) {
    plugin.title = title;
    notePlace(draft, "/title", "s:name");
  }
  const released = textOf(memberOf(part, "s:dateCreated"), 40);
  if (released !== undefined) plugin.released = released;
  const keywords = textsOf(memberOf(part, "s:keywords"), 100).flatMap((text) => text.split(","));
  plugin.claims.push(
    ...keywords
      .map((word) => word.trim())
      .filter((word) => word !== "")
      .slice(0, 200),
  );
}

/** Persons anywhere below an organization's departments and members; an organization without any stands for itself. */
function personsOf(value: unknown, affiliation: string | undefined, depth: number): Author[] {
  if (depth > 8) return [];
  if (Array.isArray(value))
    return value.slice(0, 100).flatMap((item: unknown) => personsOf(item, affiliation, depth + 1));
  const name = textOf(memberOf(value, "s:legalName") ?? memberOf(value, "s:name"), 300);
  const isPerson = textOf(memberOf(value, "class"))?.endsWith("Person") === true;
  if (isPerson) return name === undefined ? [] : [personOf(value, withoutEmail(name), affiliation)];
  const members = ["s:member", "s:employee", "s:department"].flatMap((key) =>
    personsOf(memberOf(value, key), name ?? affiliation, depth + 1),
  );
  if (members.length > 0) return members;
  return name === undefined ? [] : [dropAbsent<Author>({ name: withoutEmail(name), affiliation })];
}

function personOf(value: unknown, name: string, affiliation: string | undefined): Author {
  const worksFor = memberOf(value, "s:worksFor") ?? memberOf(value, "s:affiliation");
  const employer: unknown = Array.isArray(worksFor) ? worksFor[0] : worksFor;
  const sameAs = memberOf(value, "s:sameAs");
  const identities = [
    memberOf(value, "s:identifier"),
    memberOf(value, "id"),
    memberOf(value, "@id"),
    ...[sameAs].flat(),
  ];
  return dropAbsent<Author>({
    name,
    orcid: identities
      .map((identity) => orcidOf(memberOf(identity, "id") ?? identity))
      .find((orcid) => orcid !== undefined),
    affiliation:
      textOf(memberOf(employer, "s:legalName") ?? memberOf(employer, "s:name") ?? employer, 300) ?? affiliation,
    email: textOf(memberOf(value, "s:email"), 320)?.replace(/^mailto:/iu, ""),
  });
}
