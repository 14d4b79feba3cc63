import type { ManifestFamily } from "../family.ts";
import { normalizeNfcore } from "./normalize.ts";
import { recognizesNfcore } from "./recognize.ts";
import { validateNfcore } from "./validate.ts";

/** Modules of nf-core (`modules/…/meta.yml`). */
export const nfcore = {
  id: "nfcore",
  title: "nf-core module",
  filePatterns: ["modules/**/meta.yml"],
  isTaggedName: false,
  recognizes: recognizesNfcore,
  validate: validateNfcore,
  normalize: normalizeNfcore,
} as const satisfies ManifestFamily;
