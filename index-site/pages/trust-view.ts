import type { Criterion, Tier } from "../../src/model/entry.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { ScanSummary, Vulnerability } from "../../src/model/scan.ts";
import type { SignatureVerdict, SignerIdentity } from "../../src/model/signature.ts";
import { withoutAddresses } from "../../src/search/clean-text.ts";
import { badge } from "../badges.ts";
import { showFact, showTime } from "../format.ts";
import { type Html, html } from "../html.ts";

const STATE_SENTENCES: Readonly<Record<string, string>> = {
  verified: "A signature was verified, and the trust policy accepts who made it.",
  untrusted: "A signature is good, but the trust policy does not name who made it.",
  invalid: "A signature is there and does not fit this image.",
  unverifiable: "A signature is there, and what is needed to judge it is not.",
  expired: "A signature was good once and has expired.",
  moved: "The tag that was signed points at another image now.",
  unsigned: "No signature was found.",
  unknown: "It could not be found out whether this is signed.",
};

/** Who signed an image, in plain words, with the reason of the verdict. */
export function showSignature(fact: Fact<SignatureVerdict>, asOf: string): Html {
  return showFact(fact, asOf, (verdict) => {
    const sentence = Object.hasOwn(STATE_SENTENCES, verdict.state) ? STATE_SENTENCES[verdict.state] : verdict.state;
    return html`<p>${badge("Signature", verdict.state)}</p>
<p>${sentence}</p>
${verdict.signer !== undefined && html`<p>Signed by ${signerWords(verdict.signer)}.</p>`}
<p class="quiet">Reason: <code>${verdict.reason}</code>${verdict.detail !== undefined && html` (${withoutAddresses(verdict.detail)})`}. Judged ${showTime(verdict.verifiedAt)}.</p>
${verdict.partial !== undefined && verdict.partial.length > 0 && html`<p class="quiet">Signed on their own: ${verdict.partial.join(", ")}.</p>`}`;
  });
}

/** The signer as the certificate or key tells; never what the image says of itself. */
export function signerWords(signer: SignerIdentity): Html {
  if (signer.kind === "key") return html`the key <strong>${signer.keyName ?? "without a name"}</strong>`;
  const san = signer.subjectAltName ?? "";
  const workflow =
    /^https:\/\/[^/]+\/(?<repository>[^/]+\/[^/]+)\/\.github\/workflows\/(?<file>[^@]+)@(?<ref>.+)$/.exec(san);
  const groups = workflow?.groups;
  if (groups?.["repository"] === undefined) {
    return html`<strong>${withoutAddresses(san) || "someone without a name"}</strong> (vouched for by ${signer.issuer ?? "an unnamed issuer"})`;
  }
  const ref = (groups["ref"] ?? "").replace(/^refs\/(?:tags|heads)\//, "");
  return html`the workflow <strong>${groups["file"]}</strong> of <strong>${groups["repository"]}</strong> at <strong>${ref}</strong>`;
}

/** The verdict of the scan with its dates and how much of the image could be matched at all. */
export function showScan(fact: Fact<ScanSummary>, asOf: string): Html {
  return showFact(fact, asOf, (scan) => {
    let matchable = 0;
    for (const coverage of scan.coverage) matchable += coverage.matchable;
    return html`<p>${badge("Scan", scan.verdict)}</p>
<p>${countVulnerabilities(scan.vulnerabilities)}</p>
<p class="quiet">Matched against data of ${showTime(scan.advisoriesAsOf)}; ${matchable} of ${scan.packages} packages matchable. Looked at ${showTime(scan.scannedAt)} with ${scan.engine}.</p>
${scan.incomplete.length > 0 && html`<p class="unknown">Not complete: ${scan.incomplete.join("; ")}.</p>`}`;
  });
}

/** The tier that was reached, and each criterion that is missing for the next with what to do about it. */
export function showTier(fact: Fact<Tier>, asOf: string): Html {
  return showFact(fact, asOf, (tier) => {
    const missing = tier.criteria.filter((criterion) => criterion.outcome !== "met");
    const met = tier.criteria.length - missing.length;
    return html`<p>${badge("Tier", tier.name)} <span class="quiet">profile ${tier.profile}, ${met} of ${tier.criteria.length} criteria met</span></p>
${missing.length > 0 && html`<p>What is missing:</p><ul class="criteria">${missing.map(showCriterion)}</ul>`}
<details><summary>Criteria met (${met})</summary><ul class="criteria">${tier.criteria.filter((criterion) => criterion.outcome === "met").map(showCriterion)}</ul></details>`;
  });
}

function showCriterion(criterion: Criterion): Html {
  const outcome =
    criterion.outcome === "met" || criterion.outcome === "missing" ? "" : ` (${criterion.outcome.replace("-", " ")})`;
  return html`<li><code>${criterion.id}</code> <span class="quiet">for ${criterion.tier}${outcome}:</span> ${criterion.because}${criterion.remedy !== undefined && criterion.outcome === "missing" && html`<br><span class="remedy">${criterion.remedy}</span>`}</li>`;
}

function countVulnerabilities(vulnerabilities: readonly Vulnerability[]): string {
  if (vulnerabilities.length === 0) return "No known vulnerability in what could be matched.";
  const order = ["critical", "high", "medium", "low", "unknown"];
  const counts = order.map(
    (severity) => [vulnerabilities.filter((one) => one.severity === severity).length, severity] as const,
  );
  const words = counts.filter(([count]) => count > 0).map(([count, severity]) => `${count} ${severity}`);
  const fixable = vulnerabilities.filter((one) => one.fixed !== undefined).length;
  const noun = vulnerabilities.length === 1 ? "vulnerability" : "vulnerabilities";
  return `${vulnerabilities.length} known ${noun}: ${words.join(", ")}; ${fixable} with a fix.`;
}
