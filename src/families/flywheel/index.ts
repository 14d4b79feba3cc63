import type { ManifestFamily } from "../family.ts";
import { normalizeFlywheel } from "./normalize.ts";
import { recognizesFlywheel } from "./recognize.ts";
import { validateFlywheel } from "./validate.ts";

/** Manifests of Flywheel gears. */
export const flywheel = {
  id: "flywheel",
  title: "Flywheel gear",
  filePatterns: ["manifest.json"],
  isTaggedName: false,
  recognizes: recognizesFlywheel,
  validate: validateFlywheel,
  normalize: normalizeFlywheel,
} as const satisfies ManifestFamily;
