import { basename, dirname } from "node:path";
import { parseDocument } from "../document/parse-document.ts";
import { families } from "../families/index.ts";
import { matchFamilies, recognizeFamily } from "../families/match.ts";
import type { Plugin } from "../model/plugin.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { MANIFEST_CAP_BYTES } from "../pipeline/read.ts";
import { readLocalFile } from "../sources/local-directory/read-local-file.ts";

/** The one plugin of a manifest file of any family; `tool` says which where it holds several. */
export async function readPluginFile(path: string, tool: string | undefined): Promise<{ plugin: Plugin }> {
  const name = basename(path);
  const content = await readLocalFile(dirname(path), name, MANIFEST_CAP_BYTES).catch(() => undefined);
  if (content === undefined) throw new WaybillError("usage", `--from: expected a manifest, found nothing at ${path}`);
  if (content.outcome === "refused") throw new WaybillError("usage", `--from: ${content.message}`);
  const document = parseDocument(name, content.bytes);
  const [fault] = document.faults;
  if (!document.isParsed) {
    const at = fault === undefined ? "" : `:${fault.position.line}:${fault.position.column}: ${fault.message}`;
    throw new WaybillError("usage", `--from: ${name}${at === "" ? ": cannot be parsed" : at}`);
  }
  // A file that was renamed is still what its content says.
  const family = recognizeFamily(document.root, matchFamilies(name)) ?? recognizeFamily(document.root, families);
  if (family === undefined) throw new WaybillError("usage", `--from: ${name}: no family of manifests recognizes it`);
  const companions = { path: name, repositoryName: basename(dirname(path)) };
  const found = family.normalize(document, companions);
  const wanted = tool === undefined ? found : found.filter((one) => one.tool === tool || one.plugin.name === tool);
  const [only, second] = wanted;
  if (only !== undefined && second === undefined) return { plugin: only.plugin };
  const names = found.map((one) => one.tool ?? one.plugin.name).slice(0, 50);
  const what = names.length === 0 ? "it holds no plugin" : `expected one of its plugins as --tool: ${names.join(", ")}`;
  throw new WaybillError("usage", `--from: ${name}: ${what}`);
}
