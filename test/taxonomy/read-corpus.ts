import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "../../src/document/parse-document.ts";
import { labelFamilies } from "../../src/families/index.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { configOf } from "../families/label-config.ts";

/** A plugin of the real data. */
export interface RealPlugin {
  /** Path in the folder of real data: `family/owner__repository/…`. */
  path: string;
  plugin: Plugin;
  labels: Record<string, string>;
}

/** Every plugin that the families recognize in the folder of real data, in the order of the paths. */
export function readCorpus(root: string): RealPlugin[] {
  const files = globSync("*/*/**/*", { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).toSorted();
  return paths.flatMap((path) => (isImageConfig(path) ? readLabels(root, path) : readManifest(root, path)));
}

function isImageConfig(path: string): boolean {
  return /\/image-config[^/]*\.json$/.test(path);
}

function readLabels(root: string, path: string): RealPlugin[] {
  const config = configOf(JSON.parse(readFileSync(join(root, path), "utf8")));
  return labelFamilies
    .filter((family) => family.recognizesLabels(config.labels))
    .flatMap((family) => family.normalizeConfig(config))
    .map((plugin) => ({ path, plugin, labels: config.labels }));
}

function readManifest(root: string, path: string): RealPlugin[] {
  const inRepository = path.split("/").slice(2).join("/");
  const candidates = matchFamilies(inRepository);
  if (candidates.length === 0) return [];
  const document = parseDocument(inRepository, readFileSync(join(root, path)));
  const family = document.isParsed ? recognizeFamily(document.root, candidates) : undefined;
  const repositoryName = path.split("/")[1]?.split("__")[1] ?? "";
  const normalized = family?.normalize(document, { path: inRepository, repositoryName }) ?? [];
  return normalized.map(({ plugin }) => ({ path, plugin, labels: {} }));
}
