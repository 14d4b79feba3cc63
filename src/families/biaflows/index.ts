import type { ManifestFamily } from "../family.ts";
import { normalizeBiaflows } from "./normalize.ts";
import { recognizesBiaflows } from "./recognize.ts";
import { validateBiaflows } from "./validate.ts";

/** Descriptors of image analysis workflows for Cytomine, BIAFLOWS and BIOMERO. */
export const biaflows = {
  id: "biaflows",
  title: "BIAFLOWS or BIOMERO descriptor",
  filePatterns: ["descriptor.json", "*.descriptor.json"],
  isTaggedName: false,
  recognizes: recognizesBiaflows,
  validate: validateBiaflows,
  normalize: normalizeBiaflows,
} as const satisfies ManifestFamily;
