import type { ManifestFamily } from "../family.ts";
import { normalizeApeer } from "./normalize.ts";
import { recognizesApeer } from "./recognize.ts";
import { validateApeer } from "./validate.ts";

/** Module specifications of APEER (now arivis Cloud). */
export const apeer = {
  id: "apeer",
  title: "APEER module",
  filePatterns: ["module_specification.json"],
  isTaggedName: false,
  recognizes: recognizesApeer,
  validate: validateApeer,
  normalize: normalizeApeer,
} as const satisfies ManifestFamily;
