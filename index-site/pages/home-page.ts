import type { Hit, SearchAnswer } from "../../src/search/search-index.ts";
import { ownTitle } from "../badge-words.ts";
import { titledBadge } from "../badges.ts";
import { showTime } from "../format.ts";
import { type Html, html } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";

/** Plugins listed on one page without JavaScript. */
export const LIST_CAP = 200;

/** The search page; lists all plugins (the first of them where there are many) and works without JavaScript. */
export function renderHomePage(site: Site, answer: SearchAnswer): string {
  const body = html`<h1 class="visually-hidden">${site.title}: plugins</h1>
<form class="search" role="search" action="./" method="get" data-search="search-index.json">
<label for="q">Find a plugin</label>
<input id="q" name="q" type="search" placeholder="a name, a task, a format" autocomplete="off" spellcheck="false" aria-describedby="search-help">
<p id="search-help" class="quiet">Words, <code>"a phrase"</code>, <code>name:seg*</code>, <code>-word</code>, <code>license:mit</code>, <code>tier:gold</code>, <code>signature:verified</code>, <code>gpu:no</code>. Press <kbd>/</kbd> to come here, arrows to walk.</p>
<p class="banner without-scripts">Searching needs JavaScript. The list below is complete without it.</p>
</form>
${site.held !== undefined && html`<p class="banner"><strong>Held since ${showTime(site.held.since)}.</strong> What is shown is the last good state: ${site.held.reason}</p>`}
<div class="finder">
<div class="filters"><button type="button" id="filters-button" class="filters-button" aria-expanded="false" aria-controls="facets">Filters</button>
<aside class="facets" id="facets" aria-label="Filters">${answer.facets.map(renderFacet)}</aside></div>
<section class="found" aria-label="Plugins">
<p id="status" class="status" role="status">${countWords(answer.total)}</p>
<div id="chosen" class="chosen"></div>
<ol id="results" class="results">${answer.hits.slice(0, LIST_CAP).map((hit) => renderHit(hit, ""))}</ol>
<div id="more">${answer.total > LIST_CAP && html`<p><a href="list/2/">More plugins, page 2</a></p>`}</div>
</section>
</div>`;
  const description = `${countWords(answer.total)}: containerized science plugins with their checks, signatures and contents.`;
  return renderPage(site, { title: "Plugins", description, root: "", path: "", body, hasOwnSearch: true });
}

/** A further page of the list, counted from 2. */
export function renderListPage(site: Site, answer: SearchAnswer, page: number): string {
  const start = (page - 1) * LIST_CAP;
  const hits = answer.hits.slice(start, start + LIST_CAP);
  const isLast = start + LIST_CAP >= answer.total;
  const previous = page === 2 ? "../../" : `../${page - 1}/`;
  const body = html`<h1>Plugins ${start + 1} to ${start + hits.length} of ${answer.total}</h1>
<ol class="results" start="${start + 1}">${hits.map((hit) => renderHit(hit, "../../"))}</ol>
<nav class="pages" aria-label="Pages"><a href="${previous}">Previous page</a> ${!isLast && html`<a href="${`../${page + 1}/`}">Next page</a>`}</nav>`;
  const path = `list/${page}/`;
  return renderPage(site, { title: `Plugins, page ${page}`, description: "More plugins.", root: "../../", path, body });
}

/** One line of the list; the client builds the same from the index. */
function renderHit(hit: Hit, root: string): Html {
  const { document, states, labels } = hit;
  const { summary } = document;
  const title = ownTitle(document);
  return html`<li class="result${document.status === "deprecated" && " is-deprecated"}">
<h2><a href="${`${root}p/${document.slug}/`}"><bdi>${document.name}</bdi></a>${document.version !== "" && html` <span class="version">${document.version}</span>`}</h2>
<p class="badges">${document.status !== "listed" && html`<span class="badge fair">${document.status}</span>`}${states.map((one) => titledBadge(one.title, one.state, one.label))}</p>
${title !== "" && html`<p class="result-title" dir="auto">${title}</p>`}
${summary !== "" && html`<p class="summary" dir="auto">${summary}</p>`}
<p class="meta"><span>${document.repository}</span>${labels.map((label) => html`<span>${label}</span>`)}</p>
</li>`;
}

function renderFacet(facet: SearchAnswer["facets"][number], place: number): Html {
  return html`<details class="facet"${place < 4 && html` open`}><summary>${facet.title}</summary><ul>${facet.values.map(
    (value) =>
      html`<li><label><input type="checkbox" name="${facet.id}" value="${value.value}"> <span class="facet-label">${value.label}</span> <span class="count">${value.count}</span></label></li>`,
  )}</ul></details>`;
}

function countWords(total: number): string {
  return total === 1 ? "1 plugin" : `${total} plugins`;
}
