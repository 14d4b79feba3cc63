import type { Plugin } from "../model/plugin.ts";
import { copyWithoutEmail } from "./copy-value.ts";
import type { NormalizedPlugin } from "./family.ts";
import { isMapping, type Mapping } from "./hostile-value.ts";

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
