import { parseDocument } from "../../src/document/parse-document.ts";
import type { ManifestFamily, NormalizedPlugin } from "../../src/families/family.ts";
import type { SchemaFault } from "../../src/model/evidence.ts";
import type { ManifestDocument } from "../../src/model/manifest-document.ts";
import type { Plugin } from "../../src/model/plugin.ts";

/** A file of this text at this path, parsed. */
export function documentOf(path: string, text: string): ManifestDocument {
  return parseDocument(path, new TextEncoder().encode(text));
}

/** The one record that a family makes of a root value. */
export function recordOf(family: ManifestFamily, path: string, root: unknown): Plugin {
  const [found, ...others] = recordsOf(family, documentOf(path, JSON.stringify(root)));
  if (found === undefined || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} records`);
  return found.plugin;
}

/** Messages of a family's own validation, each with its pointer. */
export function messagesOf(family: ManifestFamily, path: string, root: unknown): string[] {
  const faults: SchemaFault[] = family.validate?.(documentOf(path, JSON.stringify(root))) ?? [];
  return faults.map(({ pointer, message }) => `${pointer}: ${message}`);
}

function recordsOf(family: ManifestFamily, document: ManifestDocument): NormalizedPlugin[] {
  return family.normalize(document, { path: document.path, repositoryName: "lab-tools" });
}
