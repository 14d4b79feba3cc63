import type { Registry } from "../registry.ts";
import { openLayouts } from "./open-layouts.ts";

/** Folders on disk that hold OCI image layouts. */
export const ociLayout = {
  id: "oci-layout",
  title: "OCI image layout on disk",
  matches: (settings) => settings.kind === "oci-layout",
  open: openLayouts,
} as const satisfies Registry;
