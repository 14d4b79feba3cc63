import type { HistoryEvent } from "../../src/model/catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import { stateLabel } from "../../src/search/state-labels.ts";
import { showTime } from "../format.ts";
import { type Html, html, link } from "../html.ts";
import { breakable } from "../names.ts";
import { sourceUrl } from "./finding-view.ts";

/** A concept of the entry as the page shows it. */
export interface ConceptView {
  id: string;
  label: string;
  facet: string;
  facetTitle: string;
  because: string[];
}

/** Where the manifest was read: at a commit, in a folder without one, or in the labels of an image of a registry. */
function sourceWords({ repository, manifest }: Entry): Html | string {
  if (manifest.path === "@image") return "an image without a manifest file, described by its labels";
  return isCommit(repository.commit)
    ? html`at <code>${repository.commit.slice(0, 12)}</code>`
    : "read without a commit";
}

/** What the crawl knows and the manifest claims of the plugin as a whole. */
export function showFacts(entry: Entry, plugin: Plugin | undefined): Html {
  const { repository, manifest } = entry;
  const address = [repository.host, repository.owner, repository.name].filter((part) => part !== "").join("/");
  const source = sourceUrl(entry, manifest.path);
  const path = html`<code>${breakable(manifest.path)}</code>`;
  const authors = plugin?.authors.map(({ name, affiliation, orcid }) => {
    const isOrcid = orcid !== undefined && /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(orcid);
    return html`<li><bdi>${cleanText(name, 200)}</bdi>${affiliation !== undefined && html` <span class="quiet">${cleanText(affiliation, 200)}</span>`}${isOrcid && html` ${link(`https://orcid.org/${orcid}`, "ORCID")}`}</li>`;
  });
  return html`<section class="panel" aria-labelledby="facts"><h2 id="facts">Facts</h2><dl>
<dt>Source</dt><dd>${breakable(address)}<br>${source === undefined ? path : link(source, path)} <span class="quiet">${sourceWords(entry)}${repository.isArchived === true && ", archived"}</span></dd>
<dt>Manifest</dt><dd>${plugin === undefined ? "could not be read" : html`${stateLabel("family", plugin.family)}${plugin.dialect !== undefined && html` (${plugin.dialect})`}, ${plugin.kind}`}</dd>
${
  plugin !== undefined &&
  html`<dt>License</dt><dd>${plugin.license === undefined ? "not stated" : cleanText(plugin.license.spdx ?? plugin.license.raw, 200)}</dd>
<dt>Authors</dt><dd>${authors === undefined || authors.length === 0 ? "not stated" : html`<ul class="plain">${authors}</ul>`}</dd>`
}
${plugin !== undefined && html`<dt>Runs as</dt><dd>${stateLabel("mode", plugin.run.mode)}${plugin.run.sessionType !== undefined && `, ${cleanText(plugin.run.sessionType, 60)}`}</dd><dt>Needs</dt><dd>${hardwareWords(plugin)}</dd>`}
${plugin !== undefined && plugin.links.length > 0 && html`<dt>Links</dt><dd><ul class="plain">${plugin.links.slice(0, 20).map(({ rel, url }) => html`<li>${link(url, cleanText(rel, 60) || "link")}</li>`)}</ul></dd>`}
<dt>For machines</dt><dd><a href="${`../../api/v1/entries/${entry.slug}.json`}">JSON</a></dd>
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

/** What it is about, each with what led to it. */
export function showConcepts(concepts: readonly ConceptView[]): Html {
  const items = concepts.map(
    (concept) =>
      html`<li><a href="${`../../?${new URLSearchParams([[concept.facet, concept.id]]).toString()}`}">${concept.label}</a> <span class="quiet">${concept.facetTitle}; because of ${concept.because.join("; ")}</span></li>`,
  );
  const none = html`<p class="quiet">No concept was recognized.</p>`;
  return html`<section class="panel" aria-labelledby="concepts"><h2 id="concepts">Concepts</h2>${items.length === 0 ? none : html`<ul class="plain">${items}</ul>`}</section>`;
}

/** The states it was published in, newest first, and what happened to it. */
export function showVersions(entry: Entry, history: readonly HistoryEvent[]): Html {
  const versions = [...entry.versions].reverse();
  const { host, owner, name } = entry.repository;
  const rows = versions.slice(0, 50).map((version) => {
    const commit = isCommit(version.commit) && html`<code>${version.commit.slice(0, 12)}</code>`;
    const isOnGitHub = host === "github.com" && commit !== false;
    const url = `https://github.com/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/commit/${version.commit}`;
    return html`<li>${cleanText(version.version, 60) || "no version"} <span class="quiet">${showTime(version.firstSeen)}${commit !== false && ", "}${isOnGitHub ? link(url, commit) : commit}</span></li>`;
  });
  const events = history
    .slice(-50)
    .map(
      (event) =>
        html`<li>${showTime(event.at)} ${event.kind.replaceAll("-", " ")}${event.detail !== undefined && html` <span class="quiet">${cleanText(event.detail, 300)}</span>`}</li>`,
    );
  return html`<section class="panel" aria-labelledby="versions"><h2 id="versions">Versions and history</h2><ol class="plain">${rows}</ol>${events.length > 0 && html`<h3>What changed</h3><ul class="plain">${events}</ul>`}</section>`;
}

/** A folder without git has none. */
function isCommit(commit: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(commit);
}
