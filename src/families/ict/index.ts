import type { ManifestFamily } from "../family.ts";
import { normalizeIct } from "./normalize.ts";
import { recognizesIct } from "./recognize.ts";
import { validateIct } from "./validate.ts";

/** Interoperable Computational Tool descriptions (`ict.yaml`). */
export const ict = {
  id: "ict",
  title: "Interoperable Computational Tool",
  filePatterns: ["ict.yaml", "ict.yml"],
  isTaggedName: false,
  recognizes: recognizesIct,
  validate: validateIct,
  normalize: normalizeIct,
} as const satisfies ManifestFamily;
