import { pointerOf } from "../document/pointer.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Origin, PluginImage } from "../model/plugin.ts";
import type { Draft } from "./draft.ts";

/** Most parameters kept of one plugin. */
const MAX_PARAMETERS = 2_000;

/** Remembers where a field of the record came from; `segments` are keys below the plugin's part of the document. */
export function notePlace(draft: Draft, field: string, ...segments: (string | number)[]): void {
  draft.places[field] = draft.pointer + pointerOf(...segments);
  noteOrigin(draft, field, "manifest");
}

/** Remembers what kind of thing told a field of the record. */
export function noteOrigin(draft: Draft, field: string, origin: Origin): void {
  draft.plugin.from[field] = origin;
}

/** Adds a parameter; `places` maps its fields to document pointers, `at` is the whole. */
export function addParameter(
  draft: Draft,
  parameter: Parameter,
  at: string,
  places: Partial<Record<keyof Parameter, string>> = {},
): void {
  if (draft.plugin.parameters.length >= MAX_PARAMETERS) return;
  const field = `/parameters/${draft.plugin.parameters.length}`;
  draft.plugin.parameters.push(parameter);
  draft.plugin.from["/parameters"] = "manifest";
  draft.places[field] = at;
  for (const [member, pointer] of Object.entries(places)) draft.places[`${field}/${member}`] = pointer;
}

/** Adds an image once; the same text again is the same image. */
export function addImage(draft: Draft, image: PluginImage, at: string): void {
  if (draft.plugin.images.some((known) => known.raw === image.raw && known.role === image.role)) return;
  if (draft.plugin.images.length >= 100) return;
  const field = `/images/${draft.plugin.images.length}`;
  draft.plugin.images.push(image);
  draft.plugin.from[field] = "manifest";
  draft.places[field] = at;
}
