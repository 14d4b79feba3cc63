import type { LabelFamily } from "../family.ts";
import { normalizeCommands } from "./normalize.ts";
import { recognizesCommands } from "./recognize.ts";

/** XNAT commands packed into the label `org.nrg.commands` of an image. */
export const xnatLabels = {
  id: "xnat-labels",
  title: "XNAT commands in an image label",
  recognizesLabels: recognizesCommands,
  normalizeConfig: normalizeCommands,
} as const satisfies LabelFamily;
