import type { LabelFamily } from "../family.ts";
import { normalizeLabels } from "./normalize.ts";
import { recognizesLabels } from "./recognize.ts";

/** Images that describe themselves in their labels. */
export const imageLabels = {
  id: "image-labels",
  title: "Image labels",
  recognizesLabels,
  normalizeConfig: normalizeLabels,
} as const satisfies LabelFamily;
