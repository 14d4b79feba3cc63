import { WaybillError } from "../model/waybill-error.ts";
import { git } from "./git/index.ts";
import { github } from "./github/index.ts";
import { imageList } from "./image-list/index.ts";
import { localDirectory } from "./local-directory/index.ts";
import type { OpenSource, Source, SourcePorts, SourceSettings } from "./source.ts";

/** Where repositories come from. */
export const sources = [git, github, imageList, localDirectory] as const satisfies readonly Source[];

/** Ids of the sources that Waybill can open. */
export type SourceId = (typeof sources)[number]["id"];

/** Opens one entry of `sources:` in waybill.yml. */
export function openSource(settings: SourceSettings, ports: SourcePorts): OpenSource {
  const source = sources.find((row) => row.id === settings.kind);
  if (source !== undefined) return source.open(settings, ports);
  const known = sources.map((row) => row.id).join(", ");
  const kind = JSON.stringify(settings.kind.slice(0, 60));
  throw new WaybillError("config-invalid", `a source of kind ${kind} is not known; known kinds: ${known}`);
}
