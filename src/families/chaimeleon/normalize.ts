import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { Plugin } from "../../model/plugin.ts";
import { copyWithoutEmail, withoutEmail } from "../copy-value.ts";
import { type Draft, finish, startDraft } from "../draft.ts";
import { noteOrigin } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { licenseOf } from "../license.ts";
import { textOf } from "../narrow-value.ts";
import { modeOfRepository } from "../repository-mode.ts";
import { readAuthors } from "./read-authors.ts";
import { readLinks } from "./read-links.ts";
import { SECTIONS, type SectionName } from "./recognize.ts";

const LONG_TEXT = 20_000;

/** The application that a README describes; Markdown is read as text only. */
export function normalizeChaimeleon(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const sections = memberOf(document.root, "sections");
  if (!isMapping(sections)) return [];
  const draft = startDraft("chaimeleon", "tool", "");
  readNames(draft, textOf(memberOf(document.root, "title"), 300), companions);
  const textIn = (name: SectionName): string => textOf(memberOf(sections, name), LONG_TEXT) ?? "";
  const description = withoutEmail(textIn("Description"));
  if (description !== "") {
    draft.plugin.description = description;
    noteSection(draft, "/description", "Description");
  }
  readAuthors(draft, textIn("Authors"));
  if (draft.plugin.authors.length > 0) noteSection(draft, "/authors", "Authors");
  readContact(draft, textIn("Contact info"));
  readLinks(draft, textIn("URL"));
  if (draft.plugin.links.length > 0) noteSection(draft, "/links", "URL");
  readLicense(draft, textIn("License"));
  readMode(draft, companions);
  keepRest(draft, sections);
  return [finish(draft)];
}

/** Remembers the section that a field of the record came from. */
function noteSection(draft: Draft, field: string, name: SectionName): void {
  draft.places[field] = `/sections/${name}`;
  noteOrigin(draft, field, "readme");
}

/** The folder is the application's name in the platform's commands; the heading is a title where it says another. */
function readNames(draft: Draft, title: string | undefined, companions: Companions): void {
  const folder = companions.path.slice(-2_000).split("/").at(-2) ?? "";
  draft.plugin.name = folder.slice(0, 300) || title || companions.repositoryName.slice(0, 300) || "unnamed";
  noteOrigin(draft, "/name", "repository");
  if (title === undefined) return;
  draft.places["/name"] = "/title";
  if (title === draft.plugin.name) return;
  draft.plugin.title = withoutEmail(title);
  draft.places["/title"] = "/title";
  noteOrigin(draft, "/title", "readme");
}

/** What the section asks to be shown, an address included; "??" asks nothing. */
function readContact(draft: Draft, text: string): void {
  if (!/\p{L}/u.test(text)) return;
  draft.plugin.contact = text.slice(0, 2_000).replaceAll(/\s+/gu, " ");
  noteSection(draft, "/contact", "Contact info");
}

/** Authors write "None" where there is no license. */
function readLicense(draft: Draft, text: string): void {
  if (text === "") return;
  noteSection(draft, "/license", "License");
  const license = /^(?:none|\?+|-)\.?$/iu.test(text) ? undefined : licenseOf(withoutEmail(text));
  if (license !== undefined) draft.plugin.license = license;
}

/** The catalogue keeps batch and interactive applications in two folders; the repository of the image may say it too. */
function readMode(draft: Draft, companions: Companions): void {
  const folder = /(?:^|\/)(?<mode>batch|interactive)-applications\//u.exec(companions.path)?.groups?.["mode"];
  const repositories = draft.plugin.links.map(({ url }) => url.split("/").at(4) ?? "");
  const named = [companions.repositoryName, ...repositories].flatMap((name) => modeOfRepository(name) ?? []);
  const mode: Plugin["run"]["mode"] | undefined = folder === "batch" || folder === "interactive" ? folder : named[0];
  if (mode === undefined) return;
  draft.plugin.run.mode = mode;
  noteOrigin(draft, "/run/mode", "repository");
}

function keepRest(draft: Draft, sections: Mapping): void {
  const read = new Set<string>(SECTIONS.filter((name) => name !== "Usage"));
  const rest = Object.entries(sections).filter(([name]) => !read.has(name) && name !== "__proto__");
  const copy = copyWithoutEmail(Object.fromEntries(rest), { values: 200, depth: 1, text: LONG_TEXT });
  if (isMapping(copy) && rest.length > 0) draft.plugin.ext["sections"] = copy;
}
