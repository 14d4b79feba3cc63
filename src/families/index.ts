import { boutiques } from "./boutiques/index.ts";
import { cwl } from "./cwl/index.ts";
import type { LabelFamily, ManifestFamily } from "./family.ts";
import { ict } from "./ict/index.ts";
import { imageLabels } from "./image-labels/index.ts";
import { own } from "./own/index.ts";
import { wipp } from "./wipp/index.ts";

/** Kinds of plugin manifest that stand in files. */
export const families = [boutiques, cwl, ict, own, wipp] as const satisfies readonly ManifestFamily[];

/** Kinds of plugin manifest that stand in the labels of an image. */
export const labelFamilies = [imageLabels] as const satisfies readonly LabelFamily[];
