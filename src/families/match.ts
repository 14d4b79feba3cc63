import type { ManifestFamily } from "./family.ts";
import { matchesGlob } from "./glob.ts";
import { families } from "./index.ts";

/** Families whose file patterns a path matches: candidates only, the content decides. */
export function matchFamilies(path: string): ManifestFamily[] {
  return families.filter((family) => family.filePatterns.some((pattern) => matchesGlob(pattern, path)));
}

/** The family whose manifest a parsed root is; a tagged file name goes first, for it is the author's own word. */
export function recognizeFamily(root: unknown, candidates: readonly ManifestFamily[]): ManifestFamily | undefined {
  const tagged = candidates.filter((family) => family.isTaggedName);
  const others = candidates.filter((family) => !family.isTaggedName);
  return [...tagged, ...others].find((family) => family.recognizes(root));
}
