import type { Digest } from "../../model/image.ts";
import { isUsrMergeLink, mergeUsr, resolveLink } from "./image-path.ts";
import type { Evidence, LayerFacts } from "./layer-facts.ts";

/** Facts of one layer and its digest; layers stand in the order of the image manifest, the lowest first. */
export interface LayerWithFacts {
  digest: Digest;
  facts: LayerFacts;
}

/** Evidence as the finished image shows it, by path. */
export interface SquashedImage {
  files: Map<string, { evidence: Evidence; layer: Digest }>;
  incomplete: string[];
}

/** Layers → what is visible when they lie on each other. */
export function squashLayers(layers: readonly LayerWithFacts[]): SquashedImage {
  const toPath = mapPaths(layers);
  const files: SquashedImage["files"] = new Map();
  const links = new Map<string, string>();
  for (const { digest, facts } of layers) {
    const removed = new Set(facts.removed.map(toPath));
    const opaque = new Set(facts.opaque.map(toPath));
    for (const path of files.keys()) if (isHidden(path, removed, opaque)) files.delete(path);
    for (const path of links.keys()) if (isHidden(path, removed, opaque)) links.delete(path);
    for (const { path, target } of facts.links) links.set(toPath(path), target);
    for (const { path, evidence } of facts.files) {
      const at = toPath(path);
      for (const above of foldersAbove(at)) {
        files.delete(above);
        links.delete(above);
      }
      links.delete(at);
      files.set(at, { evidence, layer: digest });
    }
  }
  return { files, incomplete: findBlindLinks(files, links, toPath) };
}

/** `lib/x` is `usr/lib/x` only in images where `lib` is a link to `usr/lib`. */
function mapPaths(layers: readonly LayerWithFacts[]): (path: string) => string {
  const merged = new Set<string>();
  for (const { facts } of layers) {
    for (const { path, target } of facts.links) if (isUsrMergeLink(path, target)) merged.add(path);
  }
  return (path) => {
    const slash = path.indexOf("/");
    return slash > 0 && merged.has(path.slice(0, slash)) ? mergeUsr(path) : path;
  };
}

function isHidden(path: string, removed: ReadonlySet<string>, opaque: ReadonlySet<string>): boolean {
  if (removed.has(path)) return true;
  for (const folder of foldersAbove(path)) if (removed.has(folder) || opaque.has(folder)) return true;
  return opaque.has("");
}

function* foldersAbove(path: string): Generator<string> {
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
    yield path.slice(0, slash);
}

/** Links where evidence should be whose target was not read as evidence: the scanner does not see what is behind them. */
function findBlindLinks(
  files: SquashedImage["files"],
  links: ReadonlyMap<string, string>,
  toPath: (path: string) => string,
): string[] {
  const seen = new Set<string>(files.keys());
  for (const path of files.keys()) for (const folder of foldersAbove(path)) seen.add(folder);
  const lines: string[] = [];
  for (const [path, target] of links) {
    if (isUsrMergeLink(path, target) || seen.has(toPath(resolveLink(path, target)))) continue;
    lines.push(`${path} is a link to ${target.slice(0, 300)}: what is behind it was not read`);
  }
  return lines;
}
