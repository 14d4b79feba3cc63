import type { ManifestFamily } from "../family.ts";
import { normalizeWipp } from "./normalize.ts";
import { recognizesWipp } from "./recognize.ts";
import { validateWipp } from "./validate.ts";

/** WIPP plugin manifests of NIST and their descendants at Polus and FAIR-chain. */
export const wipp = {
  id: "wipp",
  title: "WIPP plugin",
  // The last one reaches manifests that name themselves by version in a folder of plugins (PolusAI/tools).
  filePatterns: ["*plugin*.json", "**/plugins/**/*.json"],
  isTaggedName: false,
  recognizes: recognizesWipp,
  validate: validateWipp,
  normalize: normalizeWipp,
} as const satisfies ManifestFamily;
