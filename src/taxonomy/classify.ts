import type { ConceptMatch } from "../model/entry.ts";
import type { Plugin, PluginImage } from "../model/plugin.ts";
import { conceptOf } from "./ancestors.ts";
import { isVocabularyId, mappedConcepts } from "./map-claim.ts";
import { dataConceptsOf } from "./match-format.ts";
import { conceptsNamed, findConcepts, type TextKind } from "./match-phrases.ts";
import { phraseTableOf } from "./phrase-table.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

const LARGE_MEMORY_MIB = 32 * 1024;
const LARGE_DISK_MIB = 100 * 1024;
/** A description is read to here: further down it tells of options and of other programs. */
const DESCRIPTION_CHARACTERS = 300;
const TEXT_CHARACTERS = 1000;
const NAME_CHARACTERS = 200;
const CLAIMS = 200;
const PARAMETERS = 2000;
const IMAGES = 20;
const BECAUSE_PER_CONCEPT = 8;

/** Examples of commands name files and other programs. */
const CODE = /```[^`]*(?:```|$)|`[^`\n]*`/g;
const SESSION_LABEL = "ca.nrc.cadc.skaha.type";
const TEXT_LABELS = [
  "org.opencontainers.image.title",
  "org.opencontainers.image.description",
  "org.label-schema.name",
  "org.label-schema.description",
  "ca.nrc.cadc.skaha.description",
];

/** Concepts found so far with their evidence. */
class Matches {
  readonly #because = new Map<string, Set<string>>();

  add(concept: Concept, because: string): void {
    const known = this.#because.get(concept.id) ?? new Set();
    if (known.size < BECAUSE_PER_CONCEPT) known.add(because);
    this.#because.set(concept.id, known);
  }

  sorted(): ConceptMatch[] {
    const ids = [...this.#because.keys()].sort();
    return ids.map((id) => ({ id, because: [...(this.#because.get(id) ?? [])] }));
  }
}

/**
 * Concepts of a plugin with the evidence for each ("name: segment", "claims: …"), sorted by id. `labels` are those of
 * its image. Prefers to miss a concept over claiming a wrong one; broader concepts are not added (`ancestorsOf`).
 */
export function classify(plugin: Plugin, labels: Record<string, string>, taxonomy: Taxonomy): ConceptMatch[] {
  const matches = new Matches();
  addClaims(matches, plugin.claims, taxonomy);
  addText(matches, "name", lastPartOf(plugin.name), "name", taxonomy);
  addText(matches, "title", plugin.title, "title", taxonomy);
  addText(matches, "summary", plugin.summary, "prose", taxonomy);
  addText(matches, "description", openingOf(plugin.description), "prose", taxonomy);
  for (const image of plugin.images.slice(0, IMAGES)) addImageName(matches, image, taxonomy);
  for (const parameter of plugin.parameters.slice(0, PARAMETERS)) {
    for (const { concept, words } of dataConceptsOf(parameter, taxonomy)) {
      matches.add(concept, `parameter ${shown(parameter.key)}: ${shown(words)}`);
    }
  }
  addHardware(matches, plugin, taxonomy);
  addSession(matches, "session type", plugin.run.sessionType, taxonomy);
  addLabels(matches, labels, taxonomy);
  return matches.sorted();
}

function addClaims(matches: Matches, claims: readonly string[], taxonomy: Taxonomy): void {
  const table = phraseTableOf(taxonomy);
  // Who gives ids says by them what is meant; labels beside them only repeat it.
  const hasIds = claims.slice(0, CLAIMS).some(isVocabularyId);
  for (const claim of claims.slice(0, CLAIMS)) {
    const text = claim.slice(0, 200).trim();
    const mapped = mappedConcepts(text, taxonomy);
    const named = mapped.length > 0 ? mapped : conceptsNamed(text.replace(/^biotools:/i, ""), table);
    for (const concept of named) matches.add(concept, `claims: ${shown(text)}`);
    if (named.length > 0 || hasIds) continue;
    // A word that says too little inside a sentence says too little inside a longer claim ("gene cluster").
    for (const hit of findConcepts(text, table, "prose")) {
      if (hit.concept.facet !== "session-type") matches.add(hit.concept, `claims: ${hit.words}`);
    }
  }
}

/** Names are ids or addresses at times: the last part is the plugin's. */
function lastPartOf(name: string): string {
  return (
    name
      .slice(0, TEXT_CHARACTERS)
      .split(/[/#]/)
      .findLast((part) => part !== "") ?? ""
  );
}

/** The first paragraphs of a description, without its code and links. */
function openingOf(description: string | undefined): string | undefined {
  if (description === undefined) return undefined;
  const text = description
    .slice(0, TEXT_CHARACTERS)
    .replace(CODE, " . ")
    .replace(/https?:\/\/\S+/g, " ");
  if (text.length <= DESCRIPTION_CHARACTERS) return text;
  // To the end of the sentence that is begun there.
  const end = text.indexOf(". ", DESCRIPTION_CHARACTERS);
  return text.slice(0, Math.min(end < 0 ? text.length : end, 2 * DESCRIPTION_CHARACTERS));
}

/** The last part of an image's name says what is inside: `lab/segment-nuclei:1`. */
function addImageName(matches: Matches, image: PluginImage, taxonomy: Taxonomy): void {
  const path = image.raw.slice(0, 500).split("@")[0] ?? "";
  const name = /(?<name>[^/:]+)(?::[^/]*)?$/.exec(path)?.groups?.["name"];
  if (name === undefined) return;
  for (const hit of findConcepts(name, phraseTableOf(taxonomy), "title")) {
    if (hit.concept.facet === "session-type" || hit.words === "image") continue;
    matches.add(hit.concept, `image name: ${hit.words}`);
  }
}

function addText(matches: Matches, field: string, text: string | undefined, kind: TextKind, taxonomy: Taxonomy): void {
  if (text === undefined) return;
  const length = kind === "prose" ? TEXT_CHARACTERS : NAME_CHARACTERS;
  for (const hit of findConcepts(text.slice(0, length), phraseTableOf(taxonomy), kind)) {
    // A session type said in prose ("see the notebook") is no session type.
    if (hit.concept.facet !== "session-type") matches.add(hit.concept, `${field}: ${hit.words}`);
  }
}

function addHardware(matches: Matches, plugin: Plugin, taxonomy: Taxonomy): void {
  const hardware = plugin.hardware;
  if (hardware === undefined) return;
  const add = (id: string, because: string): void => {
    const concept = conceptOf(taxonomy, id);
    if (concept !== undefined) matches.add(concept, `hardware: ${because}`);
  };
  if (hardware.gpu === "required" || hardware.gpu === "optional") add("hardware/gpu", `gpu ${hardware.gpu}`);
  if (hardware.cuda !== undefined) add("hardware/cuda", `cuda ${shown(hardware.cuda)}`);
  if ((hardware.memoryMiB ?? 0) >= LARGE_MEMORY_MIB) add("hardware/large-memory", `memory ${hardware.memoryMiB} MiB`);
  if ((hardware.diskMiB ?? 0) >= LARGE_DISK_MIB) add("hardware/large-disk", `disk ${hardware.diskMiB} MiB`);
  for (const word of [...(hardware.architectures ?? []), ...(hardware.cpuFeatures ?? [])].slice(0, 40)) {
    for (const concept of conceptsNamed(word.slice(0, 80), phraseTableOf(taxonomy))) {
      if (concept.facet === "hardware") add(concept.id, shown(word));
    }
  }
}

function addSession(matches: Matches, source: string, value: string | undefined, taxonomy: Taxonomy): void {
  // Images carry several types in one label, separated by commas.
  for (const part of (value ?? "").slice(0, 400).split(",")) {
    const text = part.trim().toLowerCase();
    const concept = conceptOf(taxonomy, `session-type/${text}`);
    if (concept !== undefined) matches.add(concept, `${source}: ${shown(text)}`);
  }
}

function addLabels(matches: Matches, labels: Record<string, string>, taxonomy: Taxonomy): void {
  for (const key of TEXT_LABELS) {
    if (Object.hasOwn(labels, key)) addText(matches, `label ${key}`, labels[key], "prose", taxonomy);
  }
  if (Object.hasOwn(labels, SESSION_LABEL)) {
    addSession(matches, `label ${SESSION_LABEL}`, labels[SESSION_LABEL], taxonomy);
  }
}

function shown(text: string): string {
  const line = text.replace(/\p{C}+/gu, " ").trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
