import type { ImageConfigSummary } from "../../model/image.ts";
import type { Plugin } from "../../model/plugin.ts";
import { authorsOf } from "../authors.ts";
import { citationOf } from "../citation.ts";
import { copyWithoutEmail } from "../copy-value.ts";
import { startDraft } from "../draft.ts";
import { isMapping } from "../hostile-value.ts";
import { licenseOf } from "../license.ts";
import { versionOf } from "../version.ts";
import { keysOf, type LabelField, LINK_KEYS } from "./keys.ts";
import { readIds } from "./read-ids.ts";
import { readRun } from "./read-run.ts";
import { readTags, TAG_KEYS } from "./read-tags.ts";
import { dialectOf, type Labels, labelOf } from "./recognize.ts";

/** The plugin that the labels of an image describe; none where they say nothing of one. */
export function normalizeLabels(config: ImageConfigSummary): Plugin[] {
  const dialect = dialectOf(config.labels);
  if (dialect === undefined) return [];
  const { plugin } = startDraft("image-labels", "image", "");
  plugin.dialect = dialect;
  const read = new Set<string>();
  const unresolved = unresolvedLabels(config.labels);
  const take = (field: LabelField, limit?: number): string | undefined => {
    // A version with an argument left in it is a template, which the record can say; of a name there may be no other.
    const isShown = field === "version" || field === "name";
    const told = keysOf(dialect, field).filter((key) => labelOf(config.labels, key) !== undefined);
    const key = told.find((name) => !unresolved.has(name)) ?? (isShown ? told[0] : undefined);
    if (key === undefined) return undefined;
    read.add(key);
    plugin.from[field === "base" ? "/images/0" : `/${field}`] = "image-label";
    return labelOf(config.labels, key, limit);
  };
  takeTexts(plugin, config.labels, take);
  takeLists(plugin, config.labels, take, read);
  plugin.run = readRun(config, dialect);
  plugin.from["/run"] = dialect === "canfar" ? "image-label" : "derived";
  keepRest(plugin, config.labels, read);
  if (unresolved.size > 0) plugin.ext["unresolvedLabels"] = [...unresolved].slice(0, 100);
  return [plugin];
}

type Take = (field: LabelField, limit?: number) => string | undefined;

// https://docs.docker.com/reference/dockerfile/#environment-replacement
const ARGUMENT = /\$(?:\{[A-Za-z_]|[A-Za-z_])/u;

/** Labels that still hold an argument of the build (`${VERSION}`): what they mean is known only after it. */
function unresolvedLabels(labels: Labels): ReadonlySet<string> {
  const keys = Object.keys(labels).filter((key) => ARGUMENT.test(labelOf(labels, key, 20_000) ?? ""));
  return new Set(keys.map((key) => key.slice(0, 200)));
}

function takeTexts(plugin: Plugin, labels: Labels, take: Take): void {
  const name = take("name");
  plugin.name = name ?? nameFromLinks(labels);
  if (name === undefined) plugin.from["/name"] = "derived";
  for (const field of ["title", "summary", "description", "released"] as const) {
    const text = take(field, 20_000);
    if (text !== undefined) plugin[field] = text;
  }
  const version = versionOf(take("version"));
  if (version !== undefined) plugin.version = version;
  const license = licenseOf(take("license"));
  if (license !== undefined) plugin.license = license;
  const base = take("base");
  if (base !== undefined) plugin.images.push({ raw: withDigest(base, labels), role: "base" });
}

/** OCI says the digest of the base beside its name. */
function withDigest(base: string, labels: Labels): string {
  const digest = labelOf(labels, "org.opencontainers.image.base.digest", 200);
  const isPlain = digest !== undefined && /^sha(?:256|512):[0-9a-f]{64,128}$/u.test(digest) && !base.includes("@");
  return isPlain ? `${base}@${digest}` : base;
}

function takeLists(plugin: Plugin, labels: Labels, take: Take, read: Set<string>): void {
  plugin.authors = authorsOf(take("authors"));
  for (const [rel, keys] of LINK_KEYS) {
    const key = keys.find((name) => labelOf(labels, name) !== undefined);
    const url = key === undefined ? undefined : labelOf(labels, key, 2_000);
    if (key === undefined || url === undefined) continue;
    read.add(key);
    plugin.from[`/links/${plugin.links.length}`] = "image-label";
    plugin.links.push({ rel, url });
  }
  for (const key of TAG_KEYS) read.add(key);
  plugin.claims.push(...readTags(labels));
  if (plugin.claims.length > 0) plugin.from["/claims"] = "image-label";
  const citation = citationOf(labelOf(labels, "about.publication", 5_000));
  if (citation !== undefined) {
    read.add("about.publication");
    plugin.citations.push(citation);
    plugin.from["/citations/0"] = "image-label";
  }
  readIds(plugin, labels, read);
}

/** A title is not always there: the repository named as source is the next best name. */
function nameFromLinks(labels: Labels): string {
  for (const [, keys] of LINK_KEYS.toReversed()) {
    for (const key of keys) {
      const last = labelOf(labels, key)
        ?.replace(/(?:\.git)?\/?$/u, "")
        .split("/")
        .at(-1);
      if (last !== undefined && last !== "") return last.slice(0, 200);
    }
  }
  return "unnamed";
}

function keepRest(plugin: Plugin, labels: Labels, read: ReadonlySet<string>): void {
  const rest = Object.fromEntries(Object.entries(labels).filter(([key]) => !read.has(key) && key !== "__proto__"));
  const copy = copyWithoutEmail(rest, { values: 300, depth: 1, text: 2_000 });
  if (isMapping(copy) && Object.keys(copy).length > 0) plugin.ext["labels"] = copy;
}
