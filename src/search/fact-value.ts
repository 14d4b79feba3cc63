import type { Entry } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import { cleanText } from "./clean-text.ts";

/** The value of a fact, or its last known good; undefined where nothing was ever learned. */
export function knownOrLast<T>(fact: Fact<T>): T | undefined {
  switch (fact.outcome) {
    case "known":
      return fact.value;
    case "not-available":
      return fact.last?.value;
    case "not-supported":
    case "not-applicable":
      return undefined;
  }
}

/** What to call an entry: the manifest's name, or the path of its file while that cannot be read. */
export function nameOf(entry: Entry): string {
  const plugin: Plugin | undefined = knownOrLast(entry.plugin);
  return plugin === undefined || plugin.name.trim() === "" ? entry.manifest.path : plugin.name;
}

/** Digests of the images of an entry, each once, in the order the manifest names them. */
export function digestsOf(entry: Entry): Digest[] {
  const digests = entry.images.map((image) => knownOrLast(image.digest));
  return [...new Set(digests.filter((digest) => digest !== undefined))];
}

/** Whether lists and search offer an entry; yanked and gone ones are reached only by their URL. */
export function isOffered(entry: Entry): boolean {
  return entry.status !== "yanked" && entry.status !== "gone";
}

/** The first of summary and description, short. */
export function summaryOf(plugin: Plugin | undefined): string {
  const summary = cleanText(plugin?.summary, 300);
  return summary === "" ? cleanText(plugin?.description, 300) : summary;
}
