import type { ManifestFamily } from "../family.ts";
import { normalizeArtifactHub } from "./normalize.ts";
import { recognizesArtifactHub } from "./recognize.ts";
import { validateArtifactHub } from "./validate.ts";

/** Package metadata of Artifact Hub (`artifacthub-pkg.yml`). */
export const artifacthub = {
  id: "artifacthub",
  title: "Artifact Hub package",
  // The repository file is never a plugin; it is looked at so that one that does not parse can be reported.
  filePatterns: ["artifacthub-pkg.yaml", "artifacthub-pkg.yml", "artifacthub-repo.yaml", "artifacthub-repo.yml"],
  isTaggedName: false,
  recognizes: recognizesArtifactHub,
  validate: validateArtifactHub,
  normalize: normalizeArtifactHub,
} as const satisfies ManifestFamily;
