import type { ConceptMatch } from "../model/entry.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Plugin } from "../model/plugin.ts";
import { conceptOf } from "./ancestors.ts";
import { conceptsNamed, findConcepts, phraseTableOf } from "./match-phrases.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

const LARGE_MEMORY_MIB = 32 * 1024;
/** A description is read to here: further down it tells of other programs. */
const DESCRIPTION_CHARACTERS = 600;
const TEXT_CHARACTERS = 2000;
const CLAIMS = 200;
const BECAUSE_PER_CONCEPT = 8;

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
  addText(matches, "name", plugin.name, "name", taxonomy);
  addText(matches, "title", plugin.title, "name", taxonomy);
  addText(matches, "summary", plugin.summary, "prose", taxonomy);
  addText(matches, "description", plugin.description?.slice(0, DESCRIPTION_CHARACTERS), "prose", taxonomy);
  for (const parameter of plugin.parameters) addFormats(matches, parameter, taxonomy);
  addHardware(matches, plugin, taxonomy);
  addSession(matches, "session type", plugin.run.sessionType, taxonomy);
  addLabels(matches, labels, taxonomy);
  return matches.sorted();
}

function addClaims(matches: Matches, claims: readonly string[], taxonomy: Taxonomy): void {
  const table = phraseTableOf(taxonomy);
  for (const claim of claims.slice(0, CLAIMS)) {
    const text = claim.slice(0, 200).trim();
    const mapped = mappedConcepts(text, taxonomy);
    const named = mapped.length > 0 ? mapped : conceptsNamed(text, table);
    for (const concept of named) matches.add(concept, `claims: ${shown(text)}`);
    if (named.length > 0) continue;
    for (const hit of findConcepts(text, table, "prose")) {
      if (hit.concept.facet !== "session-type") matches.add(hit.concept, `claims: ${hit.words}`);
    }
  }
}

/** By our id, or by the id of another vocabulary: `EDAM:operation_3443`, `operation_3443`, or its URL. */
function mappedConcepts(claim: string, taxonomy: Taxonomy): Concept[] {
  const own = conceptOf(taxonomy, claim.toLowerCase());
  if (own !== undefined) return [own];
  const astronomy = /^https?:\/\/astrothesaurus\.org\/uat\/(?<id>\d{1,6})$/.exec(claim)?.groups?.["id"];
  if (astronomy !== undefined) return withMapping(taxonomy, (mapping) => mapping === `UAT:${astronomy}`);
  const edam = /(?:^|[/:])(?<id>(?:operation|topic|data|format)_[A-Za-z0-9_]{1,80})$/.exec(claim)?.groups?.["id"];
  if (edam !== undefined) return withMapping(taxonomy, (mapping) => mapping.endsWith(`:${edam}`));
  return withMapping(taxonomy, (mapping) => mapping === claim);
}

function withMapping(taxonomy: Taxonomy, isWanted: (mapping: string) => boolean): Concept[] {
  return taxonomy.concepts.filter((concept) => concept.mappings.some(isWanted));
}

function addText(
  matches: Matches,
  field: string,
  text: string | undefined,
  kind: "name" | "prose",
  taxonomy: Taxonomy,
): void {
  if (text === undefined) return;
  for (const hit of findConcepts(text.slice(0, TEXT_CHARACTERS), phraseTableOf(taxonomy), kind)) {
    // A session type said in prose ("see the notebook") is no session type.
    if (hit.concept.facet !== "session-type") matches.add(hit.concept, `${field}: ${hit.words}`);
  }
}

function addFormats(matches: Matches, parameter: Parameter, taxonomy: Taxonomy): void {
  const because = `parameter ${shown(parameter.key)} format`;
  for (const format of parameter.formats.slice(0, 50)) {
    const edam = format.edam === undefined ? [] : mappedConcepts(format.edam, taxonomy);
    const words = [format.raw, ...(format.extensions ?? [])].map((text) => text.slice(0, 80));
    const named = words.flatMap((text) => conceptsNamed(text, phraseTableOf(taxonomy)));
    for (const concept of [...edam, ...named]) {
      if (concept.facet === "data") matches.add(concept, `${because}: ${shown(format.raw || (format.edam ?? ""))}`);
    }
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
