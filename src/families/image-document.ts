import type { ImageConfigSummary } from "../model/image.ts";
import type { ManifestDocument } from "../model/manifest-document.ts";
import type { Plugin } from "../model/plugin.ts";
import { parseDigest } from "../oci/digest.ts";
import { parseReference } from "../oci/reference.ts";
import { startDraft } from "./draft.ts";
import type { LabelFamily, ManifestFamily, NormalizedPlugin } from "./family.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "./hostile-value.ts";
import { imageLabels } from "./image-labels/index.ts";
import { readRun } from "./image-labels/read-run.ts";
import { labelFamilies } from "./index.ts";
import { textOf, textsOf } from "./narrow-value.ts";
import { versionOf } from "./version.ts";

/** A plugin whose name the labels do not tell has this one. */
const UNNAMED = "unnamed";

/**
 * An image of a registry that stands for itself: `{ reference, digest, annotations, config }`. What its labels say is
 * read by the label families; one that says nothing is an entry all the same. It claims no file name: only a source of
 * images hands out such documents.
 */
export const imageDocument: ManifestFamily = {
  id: imageLabels.id,
  title: "An image of a registry",
  filePatterns: [],
  isTaggedName: true,
  recognizes: (root) => isMapping(root) && typeof memberOf(root, "reference") === "string",
  normalize: normalizeImage,
};

function normalizeImage(document: ManifestDocument): NormalizedPlugin[] {
  const { root } = document;
  const reference = isMapping(root) ? textOf(memberOf(root, "reference")) : undefined;
  if (!isMapping(root) || reference === undefined) return [];
  const config = readConfig(memberOf(root, "config"));
  if (config === undefined) return [];
  const plugins = familyOf(config.labels)?.normalizeConfig(config) ?? [];
  const named = (plugins.length === 0 ? [describeBare(config)] : plugins).map((one) => withImage(one, reference));
  const taken = new Set<string>();
  return named.map((plugin) => {
    const place = { plugin, pointer: "/config/labels", places: { "/images/0": "/reference" } };
    if (named.length === 1) return place;
    return { ...place, tool: uniqueName(plugin.name, taken) };
  });
}

/** Manifests packed whole into a label say more than the labels around them. */
function familyOf(labels: Readonly<Record<string, string>>): LabelFamily | undefined {
  const recognized = labelFamilies.filter((family) => family.recognizesLabels(labels));
  return recognized.find(({ id }) => id !== imageLabels.id) ?? recognized[0];
}

function describeBare(config: ImageConfigSummary): Plugin {
  const { plugin } = startDraft(imageLabels.id, "image", UNNAMED);
  plugin.run = readRun(config, "plain");
  plugin.from["/run"] = "derived";
  return plugin;
}

/** The image that carries the labels goes first; its address tells a name and a version that they do not. */
function withImage(plugin: Plugin, raw: string): Plugin {
  const parsed = parseReference(raw);
  const isKnown = !("problem" in parsed);
  const others = plugin.images.filter((image) => image.raw !== raw);
  const from: Plugin["from"] = { "/images/0": "derived" };
  for (const [pointer, origin] of Object.entries(plugin.from)) {
    const at = /^\/images\/(?<at>\d+)$/u.exec(pointer)?.groups?.["at"];
    const image = at === undefined ? undefined : plugin.images[Number(at)];
    if (at === undefined) from[pointer] = origin;
    else if (image !== undefined && others.includes(image)) from[`/images/${others.indexOf(image) + 1}`] = origin;
  }
  const whole: Plugin = { ...plugin, images: [{ raw, role: "run" }, ...others], from };
  if (isKnown && whole.name === UNNAMED) {
    whole.name = parsed.repository.split("/").at(-1) ?? UNNAMED;
    from["/name"] = "derived";
  }
  const version = isKnown ? versionOf(parsed.tag) : undefined;
  if (whole.version === undefined && version !== undefined && version.kind !== "other") {
    whole.version = version;
    from["/version"] = "derived";
  }
  return whole;
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let at = 2; taken.has(unique); at++) unique = `${name}-${at}`;
  taken.add(unique);
  return unique;
}

/** The members that label families read; what a stranger's image holds beside them stays where it is. */
function readConfig(value: unknown): ImageConfigSummary | undefined {
  const config: Mapping = isMapping(value) ? value : {};
  const list = (key: string) => (Array.isArray(memberOf(config, key)) ? textsOf(memberOf(config, key)) : undefined);
  const digest = parseDigest(memberOf(config, "digest"));
  if (digest === undefined) return undefined;
  return dropAbsent<ImageConfigSummary>({
    digest,
    created: textOf(memberOf(config, "created"), 100),
    author: textOf(memberOf(config, "author")),
    user: textOf(memberOf(config, "user")),
    entrypoint: list("entrypoint"),
    cmd: list("cmd"),
    workingDir: textOf(memberOf(config, "workingDir")),
    env: [],
    labels: readLabels(memberOf(config, "labels")),
    exposedPorts: list("exposedPorts") ?? [],
    volumes: list("volumes") ?? [],
    history: [],
  });
}

function readLabels(value: unknown): Record<string, string> {
  const members = isMapping(value) ? Object.entries(value) : [];
  return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === "string"));
}
