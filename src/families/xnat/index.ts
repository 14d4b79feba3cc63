import type { ManifestFamily } from "../family.ts";
import { normalizeXnat } from "./normalize.ts";
import { recognizesXnat } from "./recognize.ts";
import { validateXnat } from "./validate.ts";

/** Command definitions of the XNAT Container Service. */
export const xnat = {
  id: "xnat",
  title: "XNAT command",
  filePatterns: [
    "command.json",
    "command*.json",
    "*-command.json",
    // Helper commands and older ones, as the largest collection names them (NrgXnat/docker-images).
    "*-setup.json",
    "*-wrapup.json",
    "*_container.json",
  ],
  isTaggedName: false,
  recognizes: recognizesXnat,
  validate: validateXnat,
  normalize: normalizeXnat,
} as const satisfies ManifestFamily;
