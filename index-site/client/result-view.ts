import type { Hit, SearchAnswer } from "../../src/search/search-index.ts";
import { badgeTone, ownTitle } from "../badge-words.ts";
import { element } from "./dom.ts";

/** One line of the list, as the home page has it, with why it was found. */
export function showHit(hit: Hit): HTMLLIElement {
  const { document: found } = hit;
  const link = element("a", "", element("bdi", "", found.name));
  link.href = `p/${encodeURIComponent(found.slug)}/`;
  const heading = element("h2", "", link);
  if (found.version !== "") heading.append(" ", element("span", "version", found.version));
  const badges = element("p", "badges");
  if (found.status !== "listed") badges.append(element("span", "badge fair", found.status));
  for (const { title, state, label } of hit.states) {
    badges.append(element("span", `badge ${badgeTone(state)}`, element("span", "badge-kind", title), ` ${label}`));
  }
  const line = element("li", found.status === "deprecated" ? "result is-deprecated" : "result", heading, badges);
  appendText(line, "result-title", ownTitle(found));
  appendText(line, "summary", found.summary);
  const meta = element("p", "meta", element("span", "", found.repository));
  for (const label of hit.labels) meta.append(element("span", "", label));
  line.append(meta);
  if (hit.because.length > 0) line.append(element("p", "because", `Found by ${hit.because.join(" · ")}`));
  return line;
}

/** Text in whatever direction its own first letter asks for. */
function appendText(line: HTMLElement, className: string, text: string): void {
  if (text === "") return;
  const paragraph = element("p", className, text);
  paragraph.dir = "auto";
  line.append(paragraph);
}

/** The filters with their counts; `isOpen` keeps what the reader opened. */
export function showFacets(facets: SearchAnswer["facets"], isOpen: (facet: string) => boolean): HTMLElement[] {
  return facets
    .filter((facet) => facet.values.length > 0)
    .map(({ id, title, values }) => {
      const list = element("ul", "");
      for (const value of values) {
        const box = element("input", "");
        box.type = "checkbox";
        box.name = id;
        box.value = value.value;
        box.checked = value.isSelected;
        const label = element("span", "facet-label", value.label);
        list.append(
          element("li", "", element("label", "", box, " ", label, " ", element("span", "count", String(value.count)))),
        );
      }
      const facet = element("details", "facet", element("summary", "", title), list);
      facet.dataset["facet"] = id;
      facet.open = isOpen(id) || values.some((value) => value.isSelected);
      return facet;
    });
}

/** How many were found, and what to know about it. */
export function statusWords(answer: SearchAnswer): string {
  const count = answer.total === 1 ? "1 plugin" : `${answer.total} plugins`;
  return [answer.total === 0 ? "No plugin found" : count, ...answer.notes].join(". ");
}
