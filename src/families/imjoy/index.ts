import type { ManifestFamily } from "../family.ts";
import { normalizeImjoy } from "./normalize.ts";
import { recognizesImjoy } from "./recognize.ts";
import { validateImjoy } from "./validate.ts";

/** ImJoy plugins: one HTML file with a `<config>` block. */
export const imjoy = {
  id: "imjoy",
  title: "ImJoy plugin",
  filePatterns: ["*.imjoy.html"],
  isTaggedName: false,
  recognizes: recognizesImjoy,
  validate: validateImjoy,
  normalize: normalizeImjoy,
} as const satisfies ManifestFamily;
