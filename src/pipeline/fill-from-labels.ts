import { labelFamilies } from "../families/index.ts";
import type { ImageEvidence } from "../model/evidence.ts";
import type { Plugin } from "../model/plugin.ts";
import { knownOrLast } from "../search/fact-value.ts";

/** Fields that an image label may fill where the manifest is silent. */
const FILLABLE = ["title", "summary", "description", "version", "license", "contact"] as const;

/**
 * The record with its gaps filled from the labels of the plugin's first image; origins say so. While a registry is
 * down the labels last known stand, so that an outage changes no record.
 */
export function fillFromLabels(plugin: Plugin, images: readonly ImageEvidence[]): Plugin {
  const image = images.map((one) => knownOrLast(one.image)).find((one) => one !== undefined);
  const config = image?.platforms[0]?.config;
  if (config === undefined) return plugin;
  const family = labelFamilies.find((one) => one.recognizesLabels(config.labels));
  const labeled = choosePlugin(plugin, family?.normalizeConfig(config) ?? []);
  if (labeled === undefined) return plugin;
  const filled: Plugin = { ...plugin, run: { ...plugin.run }, from: { ...plugin.from } };
  for (const field of FILLABLE) fillField(filled, labeled, field);
  if (plugin.run.mode === "unknown" && labeled.run.mode !== "unknown") {
    filled.run.mode = labeled.run.mode;
    filled.from["/run/mode"] = "image-label";
  }
  if (plugin.run.sessionType === undefined && labeled.run.sessionType !== undefined) {
    filled.run.sessionType = labeled.run.sessionType;
    filled.from["/run/sessionType"] = "image-label";
  }
  return filled;
}

/** Labels of one plugin are about this one; those of several only where a name says which. */
function choosePlugin(plugin: Plugin, labeled: readonly Plugin[]): Plugin | undefined {
  return labeled.length === 1 ? labeled[0] : labeled.find((one) => one.name === plugin.name);
}

function fillField<K extends (typeof FILLABLE)[number]>(filled: Plugin, labeled: Plugin, field: K): void {
  const value = labeled[field];
  if (filled[field] !== undefined || value === undefined) return;
  // A label that kept an argument of the build says no version: what it became is not known.
  if (field === "version" && labeled.version?.kind === "template") return;
  filled[field] = value;
  filled.from[`/${field}`] = "image-label";
}
