import type { ManifestFamily } from "../family.ts";
import { normalizeDockstore } from "./normalize.ts";
import { recognizesDockstore } from "./recognize.ts";
import { validateDockstore } from "./validate.ts";

/** Pointer files of Dockstore (`.dockstore.yml`): they name the files that describe tools. */
export const dockstore = {
  id: "dockstore",
  title: "Dockstore pointer file",
  filePatterns: [".dockstore.yml"],
  isTaggedName: false,
  recognizes: recognizesDockstore,
  validate: validateDockstore,
  normalize: normalizeDockstore,
} as const satisfies ManifestFamily;
