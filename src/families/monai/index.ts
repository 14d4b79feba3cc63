import type { ManifestFamily } from "../family.ts";
import { normalizeMonai } from "./normalize.ts";
import { recognizesMonai } from "./recognize.ts";
import { validateMonai } from "./validate.ts";

/** Application settings of MONAI Deploy. */
export const monai = {
  id: "monai",
  title: "MONAI Deploy application",
  filePatterns: ["app.yaml"],
  isTaggedName: false,
  recognizes: recognizesMonai,
  validate: validateMonai,
  normalize: normalizeMonai,
} as const satisfies ManifestFamily;
