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
import { readRun } from "./read-run.ts";
import { dialectOf, type Labels, labelOf } from "./recognize.ts";

/** The plugin that the labels of an image describe; none where they say nothing of one. */
export function normalizeLabels(config: ImageConfigSummary): Plugin[] {
  const dialect = dialectOf(config.labels);
  if (dialect === undefined) return [];
  const { plugin } = startDraft("image-labels", "image", "");
  plugin.dialect = dialect;
  const read = new Set<string>();
  const take = (field: LabelField, limit?: number): string | undefined => {
    const key = keysOf(dialect, field).find((name) => labelOf(config.labels, name) !== undefined);
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
  return [plugin];
}

type Take = (field: LabelField, limit?: number) => string | undefined;

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
  if (base !== undefined) plugin.images.push({ raw: base, role: "base" });
}

function takeLists(plugin: Plugin, labels: Labels, take: Take, read: Set<string>): void {
  plugin.authors = authorsOf(take("authors"));
  for (const [rel, keys] of LINK_KEYS) {
    const key = keys.find((name) => labelOf(labels, name) !== undefined);
    const url = key === undefined ? undefined : labelOf(labels, key, 2_000);
    if (key === undefined || url === undefined) continue;
    read.add(key);
    plugin.links.push({ rel, url });
  }
  // Debian's tags: "field::biology:bioinformatics, role::program"
  for (const key of ["about.tags", "io.openshift.tags"]) {
    read.add(key);
    const tags = (labelOf(labels, key) ?? "").split(",").map((tag) => tag.trim());
    plugin.claims.push(...tags.filter((tag) => tag !== ""));
  }
  const citation = citationOf(labelOf(labels, "about.publication", 5_000));
  if (citation !== undefined) plugin.citations.push(citation);
  for (const key of ["extra.identifiers.biotools", "extra.identifier.biotools"]) {
    const id = labelOf(labels, key, 100);
    if (id === undefined || !/^[\w.~-]+$/u.test(id)) continue;
    plugin.links.push({ rel: "bio.tools", url: `https://bio.tools/${id}` });
  }
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
