import { native } from "./native/index.ts";
import type { Scanner } from "./scanner.ts";

/** Engines that list what is inside an image. */
export const scanners = [native] as const satisfies readonly Scanner[];

/** Id of a scanner of the table. */
export type ScannerId = (typeof scanners)[number]["id"];
