import type { Fact } from "../../src/model/fact.ts";
import type { Image, PlatformImage } from "../../src/model/image.ts";
import type { Inventory, ScanSummary } from "../../src/model/scan.ts";
import type { SignatureVerdict } from "../../src/model/signature.ts";
import { cleanText, withoutAddresses } from "../../src/search/clean-text.ts";
import { badge } from "../badges.ts";
import { showBytes, showFact, showPlatform, showTime } from "../format.ts";
import { type Html, html } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";
import { breakable } from "../names.ts";
import { showScan, showSignature, signerWords } from "./trust-view.ts";
import { showVulnerabilities } from "./vulnerability-view.ts";

/** Rows of a package list on the page; the whole list is in the API. */
const PACKAGE_ROWS = 5000;

/** What the page of an image is made of. */
export interface ImagePageData {
  image: Image;
  inventory: Inventory | undefined;
  /** Plugins that are offered and use it. */
  usedBy: readonly ImageUser[];
}

/** A plugin that names the image, and what its signatures are worth for that plugin's repository. */
export interface ImageUser {
  slug: string;
  name: string;
  repository: string;
  signature: Fact<SignatureVerdict>;
}

/** The page of one image digest, whole without JavaScript. */
export function renderImagePage(site: Site, data: ImagePageData): string {
  const { image } = data;
  const [algorithm = "", hex = ""] = image.digest.split(":");
  const name = cleanText(image.names[0]?.reference, 200) || `${algorithm}:${hex.slice(0, 12)}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="../../">Plugins</a></nav>
<header class="page-head"><h1>${breakable(name)}</h1>
<p class="digest"><code>${image.digest}</code> <button type="button" class="copy" data-copy="${image.digest}" hidden>Copy digest</button></p></header>
<div class="columns">
<div class="column-main">
<section class="trust" aria-labelledby="trust"><h2 id="trust">Trust</h2><div class="panels">
<div class="panel"><h3>Signature</h3>${showSignature(image.signature, site.asOf)}${showJudgedFor(data)}${showEvidence(image)}</div>
<div class="panel"><h3>Scan</h3>${showScan(image.scan, site.asOf)}</div>
</div></section>
<section aria-labelledby="weak"><h2 id="weak">Vulnerabilities</h2>${showFact(image.scan, site.asOf, showWeaknesses)}</section>
<section aria-labelledby="packages"><h2 id="packages">Packages</h2>${showPackages(data.inventory)}</section>
<section aria-labelledby="platforms"><h2 id="platforms">Platforms</h2>${image.platforms.map(showPlatformImage)}</section>
</div>
<aside class="column-side" aria-label="Facts">
${showUse(data)}
${showNames(site, image)}
</aside>
</div>`;
  const description = `What is inside ${name}: packages, vulnerabilities, signatures, layers.`;
  return renderPage(site, { title: name, description, root: "../../", path: `i/${algorithm}-${hex}/`, body });
}

function showEvidence(image: Image): Html | undefined {
  if (image.signature.outcome !== "known") return undefined;
  const { signatures, notes, policySha256, rootSha256 } = image.signature.value;
  if (signatures.length === 0) return undefined;
  const rows = signatures.map(
    (one) =>
      html`<li>${one.form}: ${badge("signature", one.state)} <span class="quiet"><code>${one.reason}</code>${one.detail !== undefined && html` ${withoutAddresses(one.detail)}`}${one.signer !== undefined && html`, by ${signerWords(one.signer)}`}${one.signedAt !== undefined && html`, signed ${showTime(one.signedAt)}`}${one.logIndex !== undefined && html`, log entry ${one.logIndex}`}</span></li>`,
  );
  return html`<details><summary>Evidence (${signatures.length})</summary><ul class="plain">${rows}</ul>
${notes.length > 0 && html`<ul class="plain">${notes.map((note) => html`<li>${withoutAddresses(note)}</li>`)}</ul>`}
<p class="quiet">Policy <code>${policySha256.slice(0, 12)}</code>, trust root <code>${rootSha256.slice(0, 12)}</code>.</p></details>`;
}

/**
 * The record keeps the best verdict of all repositories that name the image (docs/decisions/0003): says for which
 * ones it holds, and what holds for the others.
 */
function showJudgedFor({ image, usedBy }: ImagePageData): Html | undefined {
  if (image.signature.outcome !== "known" || image.signature.value.state === "unsigned") return undefined;
  const { value } = image.signature;
  const words = new Map<string, string>();
  for (const { repository, signature } of usedBy) {
    const own = signature.outcome === "known" ? signature.value : undefined;
    const isSame = own?.state === value.state && own.signer?.subjectAltName === value.signer?.subjectAltName;
    words.set(repository, isSame ? "" : (own?.state ?? "unknown"));
  }
  const repositories = [...words].sort(([left], [right]) => (left < right ? -1 : 1));
  const same = repositories.filter(([, state]) => state === "").map(([repository]) => repository);
  const others = repositories.filter(([, state]) => state !== "");
  return html`<p>${same.length > 0 ? html`Judged for <strong>${same.join(", ")}</strong>, whose manifest names this image.` : "This is the best verdict of the repositories whose manifests named this image."}</p>
${others.length > 0 && html`<ul class="plain">${others.map(([repository, state]) => html`<li>For ${repository}: ${badge("signature", state)}</li>`)}</ul>`}`;
}

function showWeaknesses(scan: ScanSummary): Html {
  if (scan.verdict === "unscanned") return html`<p class="unknown">Not scanned, so nothing can be said.</p>`;
  if (scan.vulnerabilities.length === 0) return html`<p class="quiet">None known in what could be matched.</p>`;
  return showVulnerabilities(scan.vulnerabilities, "Vulnerabilities");
}

function showPackages(inventory: Inventory | undefined): Html {
  if (inventory === undefined) return html`<p class="unknown">No list of packages is at hand.</p>`;
  const rows = inventory.components.slice(0, PACKAGE_ROWS);
  return html`<p>${inventory.components.length} packages on ${inventory.platform}${inventory.distribution !== undefined && html`, ${inventory.distribution.name ?? `${inventory.distribution.id} ${inventory.distribution.version ?? ""}`}`}. <a href="${`../../api/v1/images/${inventory.image.replace(":", "-")}/inventory.json`}">JSON</a></p>
${inventory.components.length > rows.length && html`<p class="unknown">The first ${rows.length} are shown; the JSON has all.</p>`}
${inventory.incomplete.length > 0 && html`<p class="unknown">Not complete: ${inventory.incomplete.join("; ")}.</p>`}
<p class="table-filter" hidden><label for="package-filter">Filter packages</label> <input id="package-filter" type="search" data-filter="package-table" autocomplete="off"> <span class="quiet" role="status" id="package-table-count"></span></p>
<div class="scroll tall" tabindex="0" role="group" aria-label="Packages"><table id="package-table"><thead><tr><th scope="col">Package</th><th scope="col">Version</th><th scope="col">From</th><th scope="col">Found at</th></tr></thead>
<tbody>${rows.map((one) => html`<tr><th scope="row">${one.name}</th><td><code>${one.version}</code></td><td>${one.ecosystem}</td><td class="path">${one.foundAt}</td></tr>`)}</tbody></table></div>`;
}

function showPlatformImage(one: PlatformImage): Html {
  const { config } = one;
  const names = config.env.map((variable) => variable.split("=", 1)[0] ?? "").filter((name) => name !== "");
  const labels = Object.entries(config.labels).sort(([left], [right]) => (left < right ? -1 : 1));
  return html`<details class="panel"><summary><strong>${showPlatform(one.platform)}</strong> <span class="quiet">${showBytes(one.sizeBytes)}, ${one.layers.length} layers</span></summary>
<dl><dt>Digest</dt><dd><code>${one.digest}</code></dd>
<dt>User</dt><dd>${config.user === undefined || config.user === "" ? "root (none is set)" : config.user}</dd>
<dt>Entrypoint</dt><dd>${words(config.entrypoint)}</dd><dt>Command</dt><dd>${words(config.cmd)}</dd>
<dt>Working folder</dt><dd>${config.workingDir ?? "—"}</dd>
<dt>Environment names</dt><dd>${names.length === 0 ? "none" : names.join(", ")}</dd>
<dt>Ports</dt><dd>${config.exposedPorts.length === 0 ? "none" : config.exposedPorts.join(", ")}</dd>
<dt>Created</dt><dd>${showTime(config.created)}</dd></dl>
${labels.length > 0 && html`<h3>Labels</h3><dl>${labels.map(([key, value]) => html`<dt><code>${key}</code></dt><dd>${cleanText(value, 1000)}</dd>`)}</dl>`}
<h3>Layers</h3><ol class="layers">${one.layers.map((layer) => html`<li><code>${layer.digest.slice(0, 19)}</code> ${showBytes(layer.sizeBytes)}</li>`)}</ol></details>`;
}

function words(list: readonly string[] | undefined): Html | string {
  return list === undefined || list.length === 0 ? "none" : html`<code>${cleanText(JSON.stringify(list), 500)}</code>`;
}

function showUse(data: ImagePageData): Html {
  const items = data.usedBy.map(
    ({ slug, name, repository }) =>
      html`<li><a href="${`../../p/${slug}/`}"><bdi>${name}</bdi></a> <span class="quiet">${repository}</span></li>`,
  );
  const none = html`<p class="quiet">No plugin that is offered uses it.</p>`;
  return html`<section class="panel" aria-labelledby="use"><h2 id="use">Used by</h2>${items.length === 0 ? none : html`<ul class="plain">${items}</ul>`}</section>`;
}

function showNames(site: Site, image: Image): Html {
  const names = image.names.map(
    (name) =>
      html`<li><code>${name.reference}</code> <span class="quiet">since ${showTime(name.firstSeen)}, seen ${showTime(name.lastSeen)}</span></li>`,
  );
  const tags = image.tagHistory.map(
    (tag) =>
      html`<li><code>${tag.reference}</code> <span class="quiet">${showTime(tag.from)} to ${tag.to === undefined ? "now" : showTime(tag.to)}: ${tag.digest === image.digest ? "this image" : html`<code>${tag.digest.slice(0, 19)}</code>`}</span></li>`,
  );
  const base = showFact(
    image.base,
    site.asOf,
    (one) =>
      html`<p><code>${one.name ?? one.digest}</code> <span class="quiet">known by ${one.because.replace("-", " ")}</span></p>`,
  );
  return html`<section class="panel" aria-labelledby="names"><h2 id="names">Names</h2><ul class="plain">${names}</ul></section>
<section class="panel" aria-labelledby="tags"><h2 id="tags">What the tags pointed at</h2><ol class="plain">${tags}</ol></section>
<section class="panel" aria-labelledby="base"><h2 id="base">Built from</h2>${base}</section>
<section class="panel" aria-labelledby="machine"><h2 id="machine">For machines</h2><p><a href="${`../../api/v1/images/${image.digest.replace(":", "-")}.json`}">JSON</a></p></section>`;
}
