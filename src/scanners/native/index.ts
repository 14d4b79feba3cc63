import type { Scanner } from "../scanner.ts";
import { DEFAULT_LAYER_LIMITS } from "./limits.ts";
import { scanImage } from "./scan-image.ts";

/** Reads layers itself, as they stream by: nothing to install, nothing written to disk. */
export const native = {
  id: "native",
  title: "Waybill's own scanner",
  kind: "inventory",

  async available() {
    return true;
  },

  scan(target, store) {
    return scanImage(target, store, DEFAULT_LAYER_LIMITS);
  },
} as const satisfies Scanner;
