import { apeer } from "./apeer/index.ts";
import { artifacthub } from "./artifacthub/index.ts";
import { biaflows } from "./biaflows/index.ts";
import { bioimageio } from "./bioimageio/index.ts";
import { biotools } from "./biotools/index.ts";
import { boutiques } from "./boutiques/index.ts";
import { chaimeleon } from "./chaimeleon/index.ts";
import { cwl } from "./cwl/index.ts";
import { dockstore } from "./dockstore/index.ts";
import type { LabelFamily, ManifestFamily } from "./family.ts";
import { flywheel } from "./flywheel/index.ts";
import { ict } from "./ict/index.ts";
import { imageLabels } from "./image-labels/index.ts";
import { imjoy } from "./imjoy/index.ts";
import { monai } from "./monai/index.ts";
import { neurodesk } from "./neurodesk/index.ts";
import { nfcore } from "./nfcore/index.ts";
import { own } from "./own/index.ts";
import { wipp } from "./wipp/index.ts";
import { xnat } from "./xnat/index.ts";
import { xnatLabels } from "./xnat-labels/index.ts";

/** Kinds of plugin manifest that stand in files. */
export const families = [
  apeer,
  artifacthub,
  biaflows,
  bioimageio,
  biotools,
  boutiques,
  chaimeleon,
  cwl,
  dockstore,
  flywheel,
  ict,
  imjoy,
  monai,
  neurodesk,
  nfcore,
  own,
  wipp,
  xnat,
] as const satisfies readonly ManifestFamily[];

/** Kinds of plugin manifest that stand in the labels of an image. */
export const labelFamilies = [imageLabels, xnatLabels] as const satisfies readonly LabelFamily[];
