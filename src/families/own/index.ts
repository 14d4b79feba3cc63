import type { ManifestFamily } from "../family.ts";
import { normalizeOwn } from "./normalize.ts";
import { recognizesOwn } from "./recognize.ts";
import { validateOwn } from "./validate.ts";

/** Waybill's own plugin manifest. */
export const own = {
  id: "own",
  title: "Waybill plugin manifest",
  filePatterns: ["*.plugin.json", "*.plugin.yaml", "*.plugin.yml"],
  isTaggedName: true,
  recognizes: recognizesOwn,
  validate: validateOwn,
  normalize: normalizeOwn,
} as const satisfies ManifestFamily;
