import { evidenceReaders } from "./evidence/index.ts";
import { isMergeableRoot, mergeUsr, normalizePath } from "./image-path.ts";
import type { Evidence, LayerFacts } from "./layer-facts.ts";
import type { LayerLimits } from "./limits.ts";

const MAX_INCOMPLETE_LINES = 100;
const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** The parts of a tar header that facts are made of. */
export interface EntryHeader {
  name: string;
  type?: string | null | undefined;
  size?: number | undefined;
  linkname?: string | null | undefined;
}

/** Gathers the facts of one layer, entry by entry. */
export interface FactCollector {
  /** Takes an entry; a function in the answer wants its whole content. */
  enter(header: EntryHeader): ((content: Uint8Array) => void) | undefined;
  note(line: string): void;
  facts(): LayerFacts;
}

interface Collected {
  files: Map<string, Evidence>;
  links: Map<string, string>;
  removed: Set<string>;
  opaque: Set<string>;
  incomplete: Set<string>;
  factCharacters: number;
}

/** An empty collector for one layer. */
export function collectFacts(limits: LayerLimits): FactCollector {
  const collected: Collected = {
    files: new Map(),
    links: new Map(),
    removed: new Set(),
    opaque: new Set(),
    incomplete: new Set(),
    factCharacters: 0,
  };
  return {
    enter: (header) => enterEntry(collected, header, limits),
    note: (line) => addNote(collected, line),
    facts: () => ({
      files: [...collected.files].map(([path, evidence]) => ({ path, evidence })),
      links: [...collected.links].map(([path, target]) => ({ path, target })),
      removed: [...collected.removed],
      opaque: [...collected.opaque],
      incomplete: [...collected.incomplete],
    }),
  };
}

function enterEntry(
  collected: Collected,
  header: EntryHeader,
  limits: LayerLimits,
): ((content: Uint8Array) => void) | undefined {
  if (header.name.length > limits.maxPathBytes || Buffer.byteLength(header.name) > limits.maxPathBytes) {
    addNote(collected, `an entry has a path of more than ${limits.maxPathBytes} bytes: skipped`);
    return undefined;
  }
  const path = normalizePath(header.name);
  if (path === "") return undefined;
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  if (name.startsWith(WHITEOUT)) {
    enterWhiteout(collected, slash < 0 ? "" : path.slice(0, slash), name, limits);
    return undefined;
  }
  if (header.type === "directory") return undefined;
  const merged = mergeUsr(path);
  const reader = evidenceReaders.find((row) => row.wants(merged));
  if (header.type === "file" || header.type === "contiguous-file") {
    if (reader === undefined) {
      if (isFolder(merged)) hide(collected, path, limits);
      return undefined;
    }
    collected.links.delete(path);
    if ((header.size ?? 0) > limits.maxEvidenceBytes) {
      hide(collected, path, limits);
      addNote(collected, `${path}: larger than ${limits.maxEvidenceBytes} bytes: not read`);
      return undefined;
    }
    return (content) => {
      const { evidence, incomplete } = reader.read(merged, content);
      for (const line of incomplete) addNote(collected, line);
      keepEvidence(collected, path, evidence, limits);
    };
  }
  if (reader !== undefined || isFolder(merged) || isMergeableRoot(path)) enterOther(collected, path, header, limits);
  return undefined;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts */
function enterWhiteout(collected: Collected, folder: string, name: string, limits: LayerLimits): void {
  if (name === OPAQUE) {
    if (spend(collected, folder.length, limits)) collected.opaque.add(folder);
    return;
  }
  // The other `.wh..wh.` names are bookkeeping of aufs; `.wh.`, `.wh..` and `.wh...` name nothing that can be removed.
  const removed = name.slice(WHITEOUT.length);
  if (removed.startsWith(WHITEOUT) || removed === "" || removed === "." || removed === "..") return;
  hide(collected, folder === "" ? removed : `${folder}/${removed}`, limits);
}

/** A link or a device where evidence, or a folder of it, could be. */
function enterOther(collected: Collected, path: string, header: EntryHeader, limits: LayerLimits): void {
  const target = header.linkname ?? "";
  if (header.type === "link") {
    const evidence = collected.files.get(normalizePath(target));
    if (evidence !== undefined) keepEvidence(collected, path, evidence, limits);
    else addNote(collected, `${path}: hard link to ${cut(target)}, which was not read`);
    return;
  }
  collected.files.delete(path);
  hide(collected, path, limits);
  if (header.type !== "symlink") return;
  if (spend(collected, path.length + target.length, limits)) collected.links.set(path, target);
}

function keepEvidence(collected: Collected, path: string, evidence: Evidence, limits: LayerLimits): void {
  if (spend(collected, path.length + JSON.stringify(evidence).length, limits)) collected.files.set(path, evidence);
}

function hide(collected: Collected, path: string, limits: LayerLimits): void {
  collected.files.delete(path);
  if (spend(collected, path.length, limits)) collected.removed.add(path);
}

function spend(collected: Collected, characters: number, limits: LayerLimits): boolean {
  if (collected.factCharacters + characters > limits.maxFactCharacters) {
    addNote(collected, `more than ${limits.maxFactCharacters} characters of facts: the rest is left out`);
    return false;
  }
  collected.factCharacters += characters;
  return true;
}

function isFolder(path: string): boolean {
  return evidenceReaders.some((reader) => reader.isFolder(path));
}

function addNote(collected: Collected, line: string): void {
  if (collected.incomplete.size < MAX_INCOMPLETE_LINES) collected.incomplete.add(cut(line));
}

function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
