import type { Entry } from "../src/model/entry.ts";
import { badgeLabel, badgeTone } from "./badge-words.ts";
import { type Html, html } from "./html.ts";

/** A state with its kind in front: `Signature: Verified`. */
export function badge(kind: string, state: string): Html {
  return html`<span class="badge ${badgeTone(state)}"><span class="badge-kind">${kind}</span> ${badgeLabel(state)}</span>`;
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
      return html`<p class="banner"><strong>Held.</strong> What is shown is the last good state.${reason}</p>`;
    case "yanked":
      return html`<p class="banner bad"><strong>Taken back.</strong> Do not use it for new work.${reason}</p>`;
    case "gone":
      return html`<p class="banner bad"><strong>Gone.</strong>${reason}</p>`;
  }
}
