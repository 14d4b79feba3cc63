import type { Plugin } from "../../model/plugin.ts";
import { type Labels, labelOf } from "./recognize.ts";

const NAME = /^(?:(?:biotools|bio\.tools|conda):)?(?<name>[\w.~-]{1,100})$/iu;

/** `extra.identifiers.HOST` of BioContainers: a bio.tools id leads to its concepts, a conda name is a package. */
export function readIds(plugin: Plugin, labels: Labels, read: Set<string>): void {
  for (const host of ["biotools", "conda"]) {
    for (const key of [`extra.identifiers.${host}`, `extra.identifier.${host}`]) {
      const name = NAME.exec(labelOf(labels, key, 200) ?? "")?.groups?.["name"];
      if (name === undefined) continue;
      read.add(key);
      if (host === "biotools") addTool(plugin, name);
      else if (!plugin.packages.includes(`pkg:conda/${name.toLowerCase()}`)) addPackage(plugin, name);
    }
  }
}

function addTool(plugin: Plugin, id: string): void {
  const claim = `biotools:${id}`;
  if (plugin.claims.includes(claim)) return;
  plugin.claims.push(claim);
  plugin.from["/claims"] = "image-label";
  plugin.from[`/links/${plugin.links.length}`] = "image-label";
  plugin.links.push({ rel: "bio.tools", url: `https://bio.tools/${id}` });
}

function addPackage(plugin: Plugin, name: string): void {
  plugin.packages.push(`pkg:conda/${name.toLowerCase()}`);
  plugin.from["/packages"] = "image-label";
}
