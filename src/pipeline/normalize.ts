import { createHash } from "node:crypto";
import { parseDocument } from "../document/parse-document.ts";
import type { ManifestFamily } from "../families/family.ts";
import { recognizeFamily } from "../families/match.ts";
import { modeOfRepository } from "../families/repository-mode.ts";
import type { Evidence } from "../model/evidence.ts";
import type { ManifestDocument, SyntaxFault } from "../model/manifest-document.ts";
import type { Plugin } from "../model/plugin.ts";
import type { ManifestFile } from "../model/source-repository.ts";
import { parseReference } from "../oci/reference.ts";
import { blobOidOf } from "../sources/blob-oid.ts";
import type { FileContent } from "../sources/source.ts";
import type { ReadingRun } from "./run.ts";
import type { ReadFile, Subject } from "./subject.ts";

/** Stage 3: parses each file once, asks its families by content, and makes a record of each plugin in it. */
export function normalize(run: ReadingRun, files: readonly ReadFile[]): Subject[] {
  return files.flatMap((one, index) => {
    run.progress("normalize", index + 1, files.length, one.file.path);
    return normalizeFile(run, one);
  });
}

function normalizeFile(run: ReadingRun, one: ReadFile): Subject[] {
  const document = documentOf(one.file.path, one.content);
  const family = recognizeFamily(document.root, one.families);
  const isOptIn = run.config.includeUnparseable || one.families.some(({ isTaggedName }) => isTaggedName);
  // manifests.md §6: a name alone is no claim; a text that does not parse is reported only where somebody opted in.
  if (!document.isParsed) return isOptIn ? [makeSubject(run, one, document, family)] : [];
  if (family === undefined) {
    const tagged = one.families.find(({ isTaggedName }) => isTaggedName);
    return tagged === undefined ? [] : [makeSubject(run, one, notRecognized(document, tagged), undefined)];
  }
  const companions = { path: one.file.path, repositoryName: one.repository.name };
  const found = family.normalize(document, companions);
  // shapes.md §3: a pointer holds no plugin and is no entry; what is wrong with it is still told.
  if (found.length === 0) return isClean(document, family) ? [] : [makeSubject(run, one, document, family)];
  return found.map((normalized) => {
    const subject = makeSubject(run, one, document, family);
    const { pointer, places, tool } = normalized;
    const plugin = withReferences(withMode(normalized.plugin, one.repository.name));
    const evidence: Evidence = { ...subject.evidence, plugin, pointer, places };
    return { ...subject, evidence, ...(tool === undefined ? {} : { tool }) };
  });
}

function isClean(document: ManifestDocument, family: ManifestFamily): boolean {
  return document.faults.length === 0 && (family.validate?.(document) ?? []).length === 0;
}

function makeSubject(
  run: ReadingRun,
  one: ReadFile,
  document: ManifestDocument,
  family: ManifestFamily | undefined,
): Subject {
  const evidence: Evidence = {
    asOf: run.asOf,
    repository: one.repository,
    file: manifestFileOf(one),
    document,
    pointer: "",
    places: {},
    schemaFaults: [],
    images: [],
    isResolved: false,
    ...versionBeside(one),
  };
  return { evidence, family, config: one.config, concepts: [], findings: [] };
}

function versionBeside({ versionFile, versionText }: ReadFile): Pick<Evidence, "versionFile"> {
  if (versionFile === undefined || versionText === undefined) return {};
  return { versionFile: { path: versionFile.path, text: versionText } };
}

function manifestFileOf({ repository, file, content }: ReadFile): ManifestFile {
  const bytes = content.outcome === "bytes" ? content.bytes : new Uint8Array();
  // What was refused is described as what was read of it: nothing.
  const blobOid = content.outcome === "bytes" ? content.blobOid : (file.blobOid ?? blobOidOf(bytes));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path: file.path, commit: repository.commit, blobOid, sha256 };
}

function documentOf(path: string, content: FileContent): ManifestDocument {
  if (content.outcome === "bytes") return parseDocument(path, content.bytes);
  const kind = content.reason === "too-large" ? "too-large" : "not-a-document";
  return withFault(parseDocument(path, new Uint8Array()), { kind, message: content.message, position: START });
}

const START = { line: 1, column: 1, offset: 0 };

function withFault(document: ManifestDocument, fault: SyntaxFault): ManifestDocument {
  return { ...document, isParsed: false, faults: [fault] };
}

function notRecognized(document: ManifestDocument, family: ManifestFamily): ManifestDocument {
  const message = `the name says ${family.title}, the content does not: expected what ${family.id} asks for at the root`;
  return withFault(document, { kind: "not-a-document", message, position: START });
}

function withReferences(plugin: Plugin): Plugin {
  const images = plugin.images.map((image) => {
    const parsed = parseReference(image.raw);
    return "problem" in parsed ? image : { ...image, reference: parsed };
  });
  return { ...plugin, images };
}

/** A manifest that says nothing of its mode, in a repository whose name does. */
function withMode(plugin: Plugin, repositoryName: string): Plugin {
  const mode = plugin.run.mode === "unknown" ? modeOfRepository(repositoryName) : undefined;
  if (mode === undefined) return plugin;
  return { ...plugin, run: { ...plugin.run, mode }, from: { ...plugin.from, "/run/mode": "repository" } };
}
