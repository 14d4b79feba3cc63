import type { Source } from "../source.ts";
import { openImageList } from "./open-image-list.ts";

/** Images of a registry, whether a manifest names them or not. */
export const imageList = {
  id: "image-list",
  title: "Image lists: projects, namespaces and whole registries that `lists:` of a registry names",
  open: openImageList,
} as const satisfies Source;
