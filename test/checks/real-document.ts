import { parseDocument } from "../../src/document/parse-document.ts";
import { families } from "../../src/families/index.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { evidence } from "./make-evidence.ts";

/** Evidence of a manifest as stages 3 and 4 make it. */
export function evidenceOf(path: string, text: string): Evidence {
  const document = parseDocument(path, new TextEncoder().encode(text));
  const family = recognizeFamily(document.root, matchFamilies(path)) ?? recognizeFamily(document.root, families);
  const [normalized] = family?.normalize(document, { path, repositoryName: "plugins" }) ?? [];
  const { plugin: _, ...rest } = evidence();
  const file = { ...rest.file, path };
  if (normalized === undefined) return { ...rest, file, document };
  const { plugin, pointer, places } = normalized;
  return { ...rest, file, document, plugin, pointer, places, schemaFaults: family?.validate?.(document) ?? [] };
}
