import { pointerOf } from "../../document/pointer.ts";
import { citationOf } from "../citation.ts";
import type { Draft } from "../draft.ts";
import { noteOrigin } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { licenseOf } from "../license.ts";
import { textOf, textsOf } from "../narrow-value.ts";

const MAX_TOOLS = 100;

/** A tool's address ← its key; the module's own source comes from the crawl, so that a tool's is "upstream". */
const LINKS = [
  ["website", "homepage"],
  ["docs", "documentation"],
  ["upstream", "tool_dev_url"],
] as const;

/** `tools[]{NAME: {…}}`: what the module wraps, with its license, literature, addresses and ids. */
export function readTools(draft: Draft, root: Mapping): void {
  const licenses = new Set<string>();
  const kept: Record<string, unknown>[] = [];
  let licensePlace = "";
  const list = namedEntries(memberOf(root, "tools"), "/tools", "").slice(0, MAX_TOOLS);
  for (const tool of list.flatMap((item) => namedEntries(item.part, item.pointer, "")).slice(0, MAX_TOOLS)) {
    const { key, part, pointer } = tool;
    readLinks(draft, part, pointer);
    readCitation(draft, part, pointer);
    const ids = idsOf(part);
    readIds(draft, ids);
    for (const name of ["licence", "license"]) {
      const texts = textsOf(memberOf(part, name) ?? [], 20);
      for (const text of texts) licenses.add(text.slice(0, 200));
      if (texts.length > 0 && licensePlace === "") licensePlace = pointer + pointerOf(name);
    }
    kept.push({ name: key, description: textOf(memberOf(part, "description"), 2_000), identifiers: ids });
  }
  draft.plugin.ext["tools"] = kept;
  // Whether several licenses are a choice or all apply is not said: then none is certain.
  const license = licenseOf([...licenses].join(", "));
  if (license === undefined) return;
  draft.plugin.license = license;
  draft.places["/license"] = licensePlace;
  noteOrigin(draft, "/license", "manifest");
}

function readLinks(draft: Draft, part: Mapping, pointer: string): void {
  for (const [rel, key] of LINKS) {
    const url = textOf(memberOf(part, key), 2_000);
    const isKnown = draft.plugin.links.some((link) => link.url === url);
    if (url === undefined || isKnown || draft.plugin.links.length >= 100) continue;
    draft.places[`/links/${draft.plugin.links.length}`] = pointer + pointerOf(key);
    draft.plugin.links.push({ rel, url });
  }
}

/** `doi` may say in words that there is none. */
function readCitation(draft: Draft, part: Mapping, pointer: string): void {
  const citation = citationOf(memberOf(part, "doi"));
  if (citation?.doi === undefined) return;
  const doi = citation.doi;
  if (draft.plugin.citations.some((known) => known.doi === doi) || draft.plugin.citations.length >= 100) return;
  const title = textOf(memberOf(memberOf(part, "publication"), "title"), 500);
  draft.places[`/citations/${draft.plugin.citations.length}`] = pointer + pointerOf("doi");
  draft.plugin.citations.push(title === undefined ? { doi } : { doi, text: title });
}

function idsOf(part: Mapping): string[] {
  const ids = [memberOf(part, "identifier"), memberOf(part, "identifiers")].flatMap((value) =>
    textsOf(value ?? [], 20),
  );
  return [...new Set(ids.map((id) => id.slice(0, 200)))];
}

/** `biotools:ID` leads to the concepts of bio.tools; `conda:NAME` is a package. */
function readIds(draft: Draft, ids: readonly string[]): void {
  for (const id of ids) {
    const groups = /^(?<host>biotools|conda):(?<name>[\w.~-]+)$/iu.exec(id)?.groups;
    const name = groups?.["name"];
    if (name === undefined) continue;
    if (groups?.["host"]?.toLowerCase() === "conda") {
      const purl = `pkg:conda/${name.toLowerCase()}`;
      if (!draft.plugin.packages.includes(purl)) draft.plugin.packages.push(purl);
    } else if (!draft.plugin.claims.includes(`biotools:${name}`)) {
      draft.plugin.claims.push(`biotools:${name}`);
    }
  }
}
