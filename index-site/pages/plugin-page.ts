import type { HistoryEvent } from "../../src/model/catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Image } from "../../src/model/image.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import { knownOrLast, nameOf, summaryOf } from "../../src/search/fact-value.ts";
import { type ImagesByDigest, type NamedImage, namedImagesOf } from "../../src/search/named-images.ts";
import { ownTitle } from "../badge-words.ts";
import { statusBanner } from "../badges.ts";
import { ageOf, showBytes, showFact, showPlatform, showTime } from "../format.ts";
import { type Html, html, link } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";
import { breakable, showRepository } from "../names.ts";
import { type ConceptView, showConcepts, showFacts, showVersions } from "./facts-view.ts";
import { showFindings } from "./finding-view.ts";
import { showParameters } from "./parameter-view.ts";
import { showTrust, showWeaknesses } from "./plugin-trust.ts";

/** What the page of an entry is made of. */
export interface PluginPageData {
  entry: Entry;
  images: ImagesByDigest;
  concepts: readonly ConceptView[];
  history: readonly HistoryEvent[];
}

/** The page of one entry, whole without JavaScript. */
export function renderPluginPage(site: Site, data: PluginPageData): string {
  const { entry } = data;
  const name = cleanText(nameOf(entry), 200);
  const plugin = knownOrLast(entry.plugin);
  const title = ownTitle({ name, title: cleanText(plugin?.title, 200) });
  const summary = summaryOf(plugin);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="../../">Plugins</a> <span aria-hidden="true">/</span> <span>${showRepository(entry.repository)}</span></nav>
<header class="page-head">
<h1><bdi>${breakable(name)}</bdi>${plugin?.version !== undefined && html` <span class="version">${cleanText(plugin.version.raw, 60)}</span>`}</h1>
${title !== "" && html`<p class="result-title" dir="auto">${title}</p>`}
${statusBanner(entry)}
${plugin?.deprecated?.replacedBy !== undefined && html`<p>Replaced by ${cleanText(plugin.deprecated.replacedBy, 200)}.</p>`}
${summary !== "" && html`<p class="lead" dir="auto">${summary}</p>`}
${showUnreadable(site, entry)}
</header>
<div class="columns">
<div class="column-main">
${showContent(site, data)}
</div>
<aside class="column-side" aria-label="Facts">
${showFacts(entry, plugin)}
${plugin !== undefined && showConcepts(data.concepts)}
${showVersions(entry, data.history)}
</aside>
</div>`;
  const path = `p/${entry.slug}/`;
  const isHidden = entry.status === "yanked";
  return renderPage(site, { title: name, description: summary || name, root: "../../", path, body, isHidden });
}

function showContent(site: Site, data: PluginPageData): Html {
  const { entry } = data;
  const plugin = knownOrLast(entry.plugin);
  const findings = html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${showFindings(entry)}</section>`;
  // Nothing else is known of a manifest that could never be read.
  if (plugin === undefined) return findings;
  const isReadable = entry.plugin.outcome === "known";
  const named = namedImagesOf(entry, data.images);
  return html`${!isReadable && findings}
${showTrust(site, entry, named)}
${showWeaknesses(named)}
${showImages(site, named)}
<section aria-labelledby="parameters"><h2 id="parameters">Inputs and outputs</h2>${showParameters(plugin.parameters)}</section>
${isReadable && findings}
${showDescription(plugin)}`;
}

/** Says plainly that there is a manifest which could not be read, and what of the page still stands. */
function showUnreadable(site: Site, entry: Entry): Html | undefined {
  const { plugin } = entry;
  if (plugin.outcome === "known") return undefined;
  if (plugin.outcome !== "not-available") {
    return html`<p class="banner bad"><strong>The manifest was not read.</strong> ${plugin.outcome === "not-supported" && `${plugin.reason}.`}</p>`;
  }
  const rest =
    plugin.last === undefined
      ? html`Nothing was known before, so there is no tier, no image and no verdict to show.`
      : html`What it said before (${ageOf(plugin.last.asOf, site.asOf)}) is shown below the findings.`;
  const reason = plugin.reason === "unreadable" ? "" : ` (${plugin.reason})`;
  return html`<p class="banner bad"><strong>The manifest could not be read</strong> on ${showTime(plugin.asOf)}${reason}. The findings say where it is wrong. ${rest}</p>`;
}

function showImages(site: Site, named: readonly NamedImage[]): Html {
  const rows = named.map(({ raw, digest, image, isRun }) => {
    return html`<div class="panel"><h3><code>${breakable(cleanText(raw, 300))}</code>${!isRun && html` <span class="quiet">not what runs: a base or an alternative</span>`}</h3>${showFact(digest, site.asOf, (known) => showDigest(known, image))}</div>`;
  });
  const none = html`<p class="quiet">The manifest names no image.</p>`;
  return html`<section aria-labelledby="images"><h2 id="images">Images</h2>${rows.length === 0 ? none : rows}</section>`;
}

function showDigest(digest: string, image: Image | undefined): Html {
  const [algorithm = "", hex = ""] = digest.split(":");
  return html`<p class="digest"><code>${digest}</code> <button type="button" class="copy" data-copy="${digest}" hidden>Copy digest</button></p>
${
  image === undefined
    ? html`<p class="unknown">Nothing else is known of this image.</p>`
    : html`<ul class="plain">${image.platforms.map((one) => html`<li>${showPlatform(one.platform)} <span class="quiet">${showBytes(one.sizeBytes)}, runs as ${userWords(one.config.user)}</span></li>`)}</ul>
<p><a href="${`../../i/${algorithm}-${hex}/`}">What is inside this image</a></p>`
}`;
}

function userWords(user: string | undefined): string {
  return user === undefined || user === "" ? "root (no user is set)" : `user ${user}`;
}

function showDescription(plugin: Plugin): Html {
  const paragraphs = (plugin.description ?? "")
    .slice(0, 20_000)
    .split(/\n\s*\n/)
    .map((text) => cleanText(text, 4000));
  // A description that stands at the top of the page already is not said twice.
  const texts = paragraphs.filter((text) => text !== "" && !(paragraphs.length === 1 && text === summaryOf(plugin)));
  const citations = plugin.citations.map(({ text, doi }) => {
    const isDoi = doi !== undefined && /^10\.\d{4,9}\/\S+$/.test(doi);
    return html`<li>${cleanText(text, 1000)} ${isDoi ? link(`https://doi.org/${encodeURI(doi)}`, doi) : doi}</li>`;
  });
  return html`${texts.length > 0 && html`<section aria-labelledby="description"><h2 id="description">Description</h2>${texts.map((text) => html`<p dir="auto">${text}</p>`)}</section>`}
${citations.length > 0 && html`<section aria-labelledby="citations"><h2 id="citations">Citations</h2><ul>${citations}</ul></section>`}`;
}
