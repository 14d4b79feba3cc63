import type { ManifestFamily } from "../family.ts";
import { normalizeBoutiques } from "./normalize.ts";
import { recognizesBoutiques } from "./recognize.ts";
import { validateBoutiques } from "./validate.ts";

/** Boutiques descriptors of command-line tools. */
export const boutiques = {
  id: "boutiques",
  title: "Boutiques descriptor",
  filePatterns: [
    "*boutiques*.json",
    "descriptor.json",
    "**/boutiques/**/*.json",
    "**/boutiques_descriptors/**/*.json",
    "**/cbrain_task_descriptors/**/*.json",
    // The largest collection keeps its descriptors by package (childmindresearch/niwrap).
    "**/descriptors/**/*.json",
  ],
  isTaggedName: false,
  recognizes: recognizesBoutiques,
  validate: validateBoutiques,
  normalize: normalizeBoutiques,
} as const satisfies ManifestFamily;
