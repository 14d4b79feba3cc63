import type { Fact } from "../src/model/fact.ts";
import type { Platform } from "../src/model/image.ts";
import { type Html, type HtmlValue, html } from "./html.ts";
import { reasonWords } from "./reason-words.ts";

/** A day as people read it, with the full time for machines. */
export function showTime(iso: string | undefined): Html {
  if (iso === undefined) return html`—`;
  return html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}

/** How old a time is, in whole days, as seen from the publication. */
export function ageOf(iso: string, asOf: string): string {
  const days = Math.floor((Date.parse(asOf) - Date.parse(iso)) / 86_400_000);
  if (!Number.isFinite(days)) return "of unknown age";
  if (days < 1) return "less than a day old";
  return days === 1 ? "1 day old" : `${days} days old`;
}

/** A size in bytes with the unit that fits: kB, MB, GB (powers of 1000, as registries show it). */
export function showBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `linux/arm64/v8`. */
export function showPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join("/");
}

/** A fact in words: the value, or why it is not known and what was last known, with its age. */
export function showFact<T>(fact: Fact<T>, asOf: string, show: (value: T) => HtmlValue): Html {
  switch (fact.outcome) {
    case "known":
      return html`${show(fact.value)}`;
    case "not-available":
      return html`<p class="unknown">Could not be found out on ${showTime(fact.asOf)}: ${reasonWords(fact.reason)}.</p>
        ${
          fact.last === undefined
            ? html`<p class="quiet">Nothing was known before.</p>`
            : html`<p class="quiet">Last known, ${ageOf(fact.last.asOf, asOf)}:</p><div class="last-known">${show(fact.last.value)}</div>`
        }`;
    case "not-supported":
      return html`<p class="unknown">Not supported: ${fact.reason}.</p>`;
    case "not-applicable":
      return html`<p class="quiet">Does not apply.</p>`;
  }
}
