import type { ManifestFamily } from "../family.ts";
import { normalizeBioimageio } from "./normalize.ts";
import { recognizesBioimageio } from "./recognize.ts";
import { validateBioimageio } from "./validate.ts";

/** Resource descriptions of the BioImage Model Zoo. */
export const bioimageio = {
  id: "bioimageio",
  title: "bioimage.io resource description",
  filePatterns: ["rdf.yaml", "*.bioimageio.yaml", "bioimageio.yaml", "rdf_*.yaml", "*_rdf*.yaml"],
  isTaggedName: false,
  recognizes: recognizesBioimageio,
  validate: validateBioimageio,
  normalize: normalizeBioimageio,
} as const satisfies ManifestFamily;
