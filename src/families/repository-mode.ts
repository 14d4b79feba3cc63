import type { Run } from "../model/plugin.ts";

/**
 * How the images of a repository run, where its name says so: CHAIMELEON calls its repositories `image_batch_NAME` and
 * `image_interactive_NAME`.
 */
export function modeOfRepository(name: string): Run["mode"] | undefined {
  const groups = /^image[_-](?<mode>batch|interactive)[_-]/iu.exec(name.slice(0, 200))?.groups;
  if (groups === undefined) return undefined;
  return groups["mode"]?.toLowerCase() === "batch" ? "batch" : "interactive";
}
