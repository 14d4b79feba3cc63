import { pointerOf } from "../document/pointer.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Origin, Plugin, PluginImage } from "../model/plugin.ts";
import { copyWithoutEmail } from "./copy-value.ts";
import type { NormalizedPlugin } from "./family.ts";
import { isMapping, type Mapping } from "./hostile-value.ts";

/** Most parameters kept of one plugin. */
const MAX_PARAMETERS = 2_000;

/** A record under construction with the places its fields came from; `pointer` is where its part begins. */
export interface Draft {
  plugin: Plugin;
  places: Record<string, string>;
  pointer: string;
}

/** An empty record at a place of the document. */
export function startDraft(family: string, kind: Plugin["kind"], name: string, pointer = ""): Draft {
  const plugin: Plugin = {
    family,
    kind,
    name,
    authors: [],
    citations: [],
    links: [],
    images: [],
    run: { mode: "unknown", ports: [], mounts: [] },
    parameters: [],
    packages: [],
    claims: [],
    tests: [],
    profiles: [],
    signers: [],
    ext: {},
    from: {},
  };
  return { plugin, places: {}, pointer };
}

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

/** Puts what the record has no field for under `ext`, bounded and without addresses of persons. */
export function keepRest(draft: Draft, part: Mapping, read: ReadonlySet<string>): void {
  const rest = Object.fromEntries(Object.entries(part).filter(([key]) => !read.has(key) && key !== "__proto__"));
  const copy = copyWithoutEmail(rest, { values: 2_000, depth: 8, text: 2_000 });
  if (isMapping(copy)) Object.assign(draft.plugin.ext, copy);
}

/** The finished record. */
export function finish(draft: Draft, tool?: string): NormalizedPlugin {
  const done = { plugin: draft.plugin, pointer: draft.pointer, places: draft.places };
  return tool === undefined ? done : { ...done, tool };
}
