import type { ManifestFamily } from "../family.ts";
import { normalizeBiotools } from "./normalize.ts";
import { recognizesBiotools } from "./recognize.ts";
import { validateBiotools } from "./validate.ts";

/** Records of the registry bio.tools (`*.biotools.json`). */
export const biotools = {
  id: "biotools",
  title: "bio.tools record",
  filePatterns: ["*.biotools.json"],
  isTaggedName: false,
  recognizes: recognizesBiotools,
  validate: validateBiotools,
  normalize: normalizeBiotools,
} as const satisfies ManifestFamily;
