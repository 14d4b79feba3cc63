import type { Entry } from "../src/model/entry.ts";
import { stateLabel } from "../src/search/state-labels.ts";
import { badgeTone } from "./badge-words.ts";
import { type Html, html } from "./html.ts";

const TITLES = { tier: "Tier", signature: "Signature", scan: "Scan" } as const;

/** A state with its kind in front: `Signature: Verified`. */
export function badge(facet: keyof typeof TITLES, state: string): Html {
  return titledBadge(TITLES[facet], state, stateLabel(facet, state));
}

/** The same with words of the caller's. */
export function titledBadge(title: string, state: string, label: string): Html {
  return html`<span class="badge ${badgeTone(state)}"><span class="badge-kind">${title}</span> ${label}</span>`;
}

/** What stands above a page whose entry is not simply offered. */
export function statusBanner(entry: Entry): Html | undefined {
  const reason = entry.statusReason === undefined ? "" : ` ${entry.statusReason}`;
  switch (entry.status) {
    case "listed":
      return undefined;
    case "deprecated":
      return html`<p class="banner"><strong>Deprecated.</strong>${reason}</p>`;
    case "held":
      return html`<p class="banner"><strong>Held.</strong>${reason} What is shown is the last good state.</p>`;
    case "yanked":
      return html`<p class="banner bad"><strong>Taken back.</strong> Do not use it for new work.${reason}</p>`;
    case "gone":
      return html`<p class="banner bad"><strong>Gone.</strong>${reason}</p>`;
  }
}
