import type { ManifestFamily } from "../family.ts";
import { normalizeNeurodesk } from "./normalize.ts";
import { recognizesNeurodesk } from "./recognize.ts";
import { validateNeurodesk } from "./validate.ts";

/** Recipes of the containers of Neurodesk (`recipes/NAME/build.yaml`). */
export const neurodesk = {
  id: "neurodesk",
  title: "Neurodesk recipe",
  filePatterns: ["recipes/*/build.yaml"],
  isTaggedName: false,
  recognizes: recognizesNeurodesk,
  validate: validateNeurodesk,
  normalize: normalizeNeurodesk,
} as const satisfies ManifestFamily;
