import type { HistoryEvent } from "../../src/model/catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Image } from "../../src/model/image.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import type { ImagesByDigest } from "../../src/search/facets.ts";
import { knownOrLast, nameOf, summaryOf } from "../../src/search/fact-value.ts";
import { statusBanner } from "../badges.ts";
import { showBytes, showFact, showPlatform, showTime } from "../format.ts";
import { type Html, html, link } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";
import { showFindings, sourceUrl } from "./finding-view.ts";
import { showParameters } from "./parameter-view.ts";
import { showScan, showSignature, showTier } from "./trust-view.ts";

/** A concept of the entry as the page shows it. */
export interface ConceptView {
  id: string;
  label: string;
  facet: string;
  facetTitle: string;
  because: string[];
}

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
  const title = cleanText(plugin?.title, 200);
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="../../">Plugins</a></nav>
<header class="page-head">
<h1>${name}${plugin?.version !== undefined && html` <span class="version">${cleanText(plugin.version.raw, 60)}</span>`}</h1>
${title !== "" && title !== name && html`<p class="result-title">${title}</p>`}
${statusBanner(entry)}
${plugin?.deprecated?.replacedBy !== undefined && html`<p>Replaced by ${plugin.deprecated.replacedBy}.</p>`}
<p class="lead">${summaryOf(plugin)}</p>
</header>
<div class="columns">
<div class="column-main">
${showTrust(site, data)}
${showImages(site, data)}
<section aria-labelledby="parameters"><h2 id="parameters">Inputs and outputs</h2>${showFact(entry.plugin, site.asOf, (known) => showParameters(known.parameters))}</section>
<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${showFindings(entry)}</section>
${plugin !== undefined && showDescription(plugin)}
</div>
<aside class="column-side" aria-label="Facts">
${showFacts(entry, plugin)}
${showConcepts(data.concepts)}
${showVersions(data)}
</aside>
</div>`;
  const path = `p/${entry.slug}/`;
  const isHidden = entry.status === "yanked";
  return renderPage(site, {
    title: name,
    description: summaryOf(plugin) || name,
    root: "../../",
    path,
    body,
    isHidden,
  });
}

function showTrust(site: Site, data: PluginPageData): Html {
  const images = imagesOf(data);
  return html`<section class="trust" aria-labelledby="trust"><h2 id="trust">Trust</h2>
<div class="panels">
<div class="panel"><h3>Tier</h3>${showFact(data.entry.tier, site.asOf, (tier) => showTier({ outcome: "known", value: tier, asOf: site.asOf }, site.asOf))}</div>
<div class="panel"><h3>Signature</h3>${images.length === 0 ? noImage(data.entry) : images.map(({ raw, image }) => html`${images.length > 1 && html`<h4>${raw}</h4>`}${showSignature(image.signature, site.asOf)}`)}</div>
<div class="panel"><h3>Scan</h3>${images.length === 0 ? noImage(data.entry) : images.map(({ raw, image }) => html`${images.length > 1 && html`<h4>${raw}</h4>`}${showScan(image.scan, site.asOf)}`)}</div>
</div></section>`;
}

/** Asked and absent is not the same as could not ask. */
function noImage(entry: Entry): Html {
  if (entry.images.length === 0) return html`<p class="quiet">Does not apply: the manifest names no image.</p>`;
  return html`<p class="unknown">Could not be found out: nothing is known of the image.</p>`;
}

function imagesOf(data: PluginPageData): { raw: string; image: Image }[] {
  return data.entry.images.flatMap(({ raw, digest }) => {
    const known = knownOrLast(digest);
    const image = known === undefined ? undefined : data.images.get(known);
    return image === undefined ? [] : [{ raw: cleanText(raw, 200), image }];
  });
}

function showImages(site: Site, data: PluginPageData): Html {
  const rows = data.entry.images.map(({ raw, digest }) => {
    return html`<div class="panel"><h3><code>${cleanText(raw, 300)}</code></h3>${showFact(digest, site.asOf, (known) => showDigest(known, data.images.get(known)))}</div>`;
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
  return html`${texts.length > 0 && html`<section aria-labelledby="description"><h2 id="description">Description</h2>${texts.map((text) => html`<p>${text}</p>`)}</section>`}
${citations.length > 0 && html`<section aria-labelledby="citations"><h2 id="citations">Citations</h2><ul>${citations}</ul></section>`}`;
}

function showFacts(entry: Entry, plugin: Plugin | undefined): Html {
  const { repository, manifest } = entry;
  const address = [repository.host, repository.owner, repository.name].filter((part) => part !== "").join("/");
  const source = sourceUrl(entry, manifest.path);
  const authors = plugin?.authors.map(({ name, affiliation, orcid }) => {
    const isOrcid = orcid !== undefined && /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(orcid);
    return html`<li>${cleanText(name, 200)}${affiliation !== undefined && html` <span class="quiet">${cleanText(affiliation, 200)}</span>`}${isOrcid && html` ${link(`https://orcid.org/${orcid}`, "ORCID")}`}</li>`;
  });
  return html`<section class="panel" aria-labelledby="facts"><h2 id="facts">Facts</h2><dl>
<dt>Source</dt><dd>${source === undefined ? html`${address} <code>${manifest.path}</code>` : link(source, `${address}: ${manifest.path}`)} <span class="quiet">at <code>${repository.commit.slice(0, 12)}</code>${repository.isArchived === true && ", archived"}</span></dd>
<dt>Manifest</dt><dd>${plugin?.family ?? "unknown"}${plugin?.dialect !== undefined && html` (${plugin.dialect})`}, ${plugin?.kind ?? "unknown"}</dd>
<dt>License</dt><dd>${plugin?.license === undefined ? "not stated" : cleanText(plugin.license.spdx ?? plugin.license.raw, 200)}</dd>
<dt>Authors</dt><dd>${authors === undefined || authors.length === 0 ? "not stated" : html`<ul class="plain">${authors}</ul>`}</dd>
${plugin !== undefined && html`<dt>Runs as</dt><dd>${plugin.run.mode}${plugin.run.sessionType !== undefined && `, ${cleanText(plugin.run.sessionType, 60)}`}</dd><dt>Needs</dt><dd>${hardwareWords(plugin)}</dd>`}
${plugin !== undefined && plugin.links.length > 0 && html`<dt>Links</dt><dd><ul class="plain">${plugin.links.slice(0, 20).map(({ rel, url }) => html`<li>${link(url, cleanText(rel, 60) || "link")}</li>`)}</ul></dd>`}
<dt>Machine-readable</dt><dd><a href="${`../../api/v1/entries/${entry.slug}.json`}">JSON</a></dd>
</dl></section>`;
}

function hardwareWords(plugin: Plugin): string {
  const { hardware } = plugin;
  const words = [
    hardware?.cpuMinimum === undefined ? "" : `${hardware.cpuMinimum} CPU`,
    hardware?.memoryMiB === undefined ? "" : `${hardware.memoryMiB} MiB of memory`,
    hardware?.diskMiB === undefined ? "" : `${hardware.diskMiB} MiB of disk`,
    hardware?.gpu === undefined ? "" : `GPU ${hardware.gpu === "none" ? "not needed" : hardware.gpu}`,
    hardware?.cuda === undefined ? "" : `CUDA ${hardware.cuda}`,
  ].filter((text) => text !== "");
  return words.length === 0 ? "not stated" : words.join(", ");
}

function showConcepts(concepts: readonly ConceptView[]): Html {
  const items = concepts.map(
    (concept) =>
      html`<li><a href="${`../../?${new URLSearchParams([[concept.facet, concept.id]]).toString()}`}">${concept.label}</a> <span class="quiet">${concept.facetTitle}; because of ${concept.because.join("; ")}</span></li>`,
  );
  const none = html`<p class="quiet">No concept was recognized.</p>`;
  return html`<section class="panel" aria-labelledby="concepts"><h2 id="concepts">Concepts</h2>${items.length === 0 ? none : html`<ul class="plain">${items}</ul>`}</section>`;
}

function showVersions(data: PluginPageData): Html {
  const versions = [...data.entry.versions].reverse();
  const { host, owner, name } = data.entry.repository;
  const rows = versions.slice(0, 50).map((version) => {
    const commit = html`<code>${version.commit.slice(0, 12)}</code>`;
    const isOnGitHub = host === "github.com" && /^[0-9a-f]{40,64}$/.test(version.commit);
    const url = `https://github.com/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/commit/${version.commit}`;
    return html`<li>${cleanText(version.version, 60) || "no version"} <span class="quiet">${showTime(version.firstSeen)}, ${isOnGitHub ? link(url, commit) : commit}</span></li>`;
  });
  const events = data.history
    .slice(-50)
    .map(
      (event) =>
        html`<li>${showTime(event.at)} ${event.kind.replaceAll("-", " ")}${event.detail !== undefined && html` <span class="quiet">${cleanText(event.detail, 300)}</span>`}</li>`,
    );
  return html`<section class="panel" aria-labelledby="versions"><h2 id="versions">Versions and history</h2><ol class="plain">${rows}</ol>${events.length > 0 && html`<h3>What changed</h3><ul class="plain">${events}</ul>`}</section>`;
}
