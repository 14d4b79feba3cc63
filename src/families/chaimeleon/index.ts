import type { ManifestFamily } from "../family.ts";
import { normalizeChaimeleon } from "./normalize.ts";
import { recognizesChaimeleon } from "./recognize.ts";
import { validateChaimeleon } from "./validate.ts";

/** Applications of the CHAIMELEON catalogue, each described by the sections of its README. */
export const chaimeleon = {
  id: "chaimeleon",
  title: "CHAIMELEON application",
  filePatterns: ["batch-applications/*/README.md", "interactive-applications/*/README.md"],
  isTaggedName: false,
  recognizes: recognizesChaimeleon,
  validate: validateChaimeleon,
  normalize: normalizeChaimeleon,
} as const satisfies ManifestFamily;
