import type { ManifestFamily } from "../family.ts";
import { normalizeCwl } from "./normalize.ts";
import { recognizesCwl } from "./recognize.ts";
import { validateCwl } from "./validate.ts";

/** Common Workflow Language: command line tools, and workflows as users of images. */
export const cwl = {
  id: "cwl",
  title: "Common Workflow Language",
  filePatterns: ["*.cwl"],
  isTaggedName: false,
  recognizes: recognizesCwl,
  validate: validateCwl,
  normalize: normalizeCwl,
} as const satisfies ManifestFamily;
