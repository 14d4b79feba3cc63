import type { Entry } from "../../src/model/entry.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import { knownOrLast } from "../../src/search/fact-value.ts";
import { judgedImagesOf, scanStateOf, signatureStateOf } from "../../src/search/image-states.ts";
import type { NamedImage } from "../../src/search/named-images.ts";
import { badge } from "../badges.ts";
import { type Html, html } from "../html.ts";
import type { Site } from "../layout.ts";
import { showScan, showSignature, showTier } from "./trust-view.ts";
import { showVulnerabilities } from "./vulnerability-view.ts";

/** Tier, signature and scan of an entry; signatures as judged for its own repository. */
export function showTrust(site: Site, entry: Entry, named: readonly NamedImage[]): Html {
  const judged = judgedImagesOf(named);
  const signatures = perImage(judged, ({ signature }) => showSignature(signature, site.asOf, entry.repository));
  const scans = perImage(judged, ({ scan }) => showScan(scan, site.asOf));
  return html`<section class="trust" aria-labelledby="trust"><h2 id="trust">Trust</h2>
<div class="panels">
<div class="panel"><h3>Tier</h3>${showTier(entry.tier, site.asOf)}</div>
<div class="panel"><h3>Signature</h3>${showWorst("signature", judged, signatureStateOf(named))}${signatures}</div>
<div class="panel"><h3>Scan</h3>${showWorst("scan", judged, scanStateOf(named))}${scans}</div>
</div></section>`;
}

/** The known vulnerabilities of what runs, as a section; nothing where none is known. */
export function showWeaknesses(named: readonly NamedImage[]): Html | undefined {
  const weak = judgedImagesOf(named).flatMap(({ raw, scan }) => {
    const vulnerabilities = knownOrLast(scan)?.vulnerabilities ?? [];
    return vulnerabilities.length === 0 ? [] : [{ raw: cleanText(raw, 200), vulnerabilities }];
  });
  if (weak.length === 0) return undefined;
  return html`<section aria-labelledby="weak"><h2 id="weak">Known vulnerabilities</h2>${weak.map(
    ({ raw, vulnerabilities }) =>
      html`${named.length > 1 && html`<h3><code>${raw}</code></h3>`}${showVulnerabilities(vulnerabilities, `Vulnerabilities of ${raw}`)}`,
  )}</section>`;
}

function perImage(judged: readonly NamedImage[], show: (image: NamedImage) => Html): Html {
  // Asked and absent is not the same as could not ask.
  if (judged.length === 0) return html`<p class="quiet">Does not apply: the manifest names no image.</p>`;
  return html`${judged.map((image) => html`${judged.length > 1 && html`<h4><code>${cleanText(image.raw, 200)}</code></h4>`}${show(image)}`)}`;
}

function showWorst(
  facet: "signature" | "scan",
  judged: readonly NamedImage[],
  state: string | undefined,
): Html | undefined {
  if (judged.length < 2 || state === undefined) return undefined;
  return html`<p>${badge(facet, state)}</p><p class="quiet">The worst of its ${judged.length} images stands for the plugin.</p>`;
}
