import type { Criterion, Tier } from "../../src/model/entry.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { ScanSummary, Vulnerability } from "../../src/model/scan.ts";
import type { SignatureVerdict, SignerIdentity } from "../../src/model/signature.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { withoutAddresses } from "../../src/search/clean-text.ts";
import { isSignedFrom } from "../../src/search/named-images.ts";
import { stateLabel } from "../../src/search/state-labels.ts";
import { badge } from "../badges.ts";
import { showFact, showTime } from "../format.ts";
import { type Html, html } from "../html.ts";
import { showRepository } from "../names.ts";

const STATE_SENTENCES: Readonly<Record<string, string>> = {
  verified: "A signature was verified, and the trust policy accepts who made it.",
  untrusted: "A signature is good, but the trust policy does not accept who made it.",
  invalid: "A signature is there and does not fit this image.",
  unverifiable: "A signature is there, and what is needed to judge it is not.",
  expired: "A signature was good once and has expired.",
  moved: "The tag that was signed points at another image now.",
  unsigned: "No signature was found.",
  unknown: "It could not be found out whether this is signed.",
};

/** Who signed an image, in plain words, with the reason of the verdict; for a plugin, judged for its repository. */
export function showSignature(fact: Fact<SignatureVerdict>, asOf: string, repository?: SourceRepository): Html {
  return showFact(fact, asOf, (verdict) => {
    const { state, signer, reason, detail, notes, partial = [] } = verdict;
    const sentence = Object.hasOwn(STATE_SENTENCES, state) ? STATE_SENTENCES[state] : state;
    return html`<p>${badge("signature", state)}</p>
<p>${foreignSentence(verdict, repository) ?? sentence}</p>
${signer !== undefined && html`<p>Signed by ${signerWords(signer)}.</p>`}
<p class="quiet">${reason !== "none" && html`Reason: <code>${reason}</code>. `}Judged ${showTime(verdict.verifiedAt)}.</p>
${detail !== undefined && html`<details class="quiet"><summary>How it was judged</summary><p>${withoutAddresses(detail)}</p></details>`}
${state === "unsigned" && notes.map((note) => html`<p class="quiet">${withoutAddresses(note)}.</p>`)}
${partial.length > 0 && html`<p class="quiet">Signed on their own: ${partial.join(", ")}.</p>`}`;
  });
}

/** A good signature of another repository proves who built the image, and that this was somebody else. */
function foreignSentence({ state, signer }: SignatureVerdict, repository?: SourceRepository): string | undefined {
  if (state !== "untrusted" || repository === undefined || signer?.sourceRepository === undefined) return undefined;
  if (isSignedFrom(signer, repository)) return undefined;
  const source = signer.sourceRepository.replace(/^https:\/\/(?:github\.com\/)?/i, "");
  return `A signature is good, but another repository made it: ${source}, not ${showRepository(repository)}.`;
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
    return html`<p>${badge("scan", scan.verdict)}</p>
<p>${countVulnerabilities(scan.vulnerabilities)}</p>
<p class="quiet">Matched against data of ${showTime(scan.advisoriesAsOf)}; ${matchable} of ${scan.packages} packages matchable. Looked at ${showTime(scan.scannedAt)} with ${scan.engine}.</p>
${scan.incomplete.length > 0 && html`<p class="unknown">Not complete: ${scan.incomplete.join("; ")}.</p>`}`;
  });
}

/** The tier that was reached, and each criterion that is missing for the next with what to do about it. */
export function showTier(fact: Fact<Tier>, asOf: string): Html {
  return showFact(fact, asOf, (tier) => {
    const met = tier.criteria.filter((criterion) => criterion.outcome === "met");
    const missing = tier.criteria.filter((criterion) => criterion.outcome !== "met");
    const next = [...new Set(missing.map((criterion) => criterion.tier))];
    return html`<p>${badge("tier", tier.name)}</p>
<p>${tier.criteria.length > 0 && `${met.length} of ${tier.criteria.length} criteria met `}<span class="quiet">profile ${tier.profile}</span></p>
${next.map((name) => html`<p>Missing for ${stateLabel("tier", name)}:</p><ul class="criteria">${missing.filter((one) => one.tier === name).map(showCriterion)}</ul>`)}
${met.length > 0 && html`<details><summary>Criteria met (${met.length})</summary><ul class="criteria">${met.map(showCriterion)}</ul></details>`}`;
  });
}

function showCriterion({ outcome, because, remedy }: Criterion): Html {
  const isJudged = outcome === "met" || outcome === "missing";
  return html`<li>${because}${!isJudged && html` <span class="quiet">(${outcome.replace("-", " ")})</span>`}${remedy !== undefined && outcome === "missing" && html`<br><span class="remedy">${remedy}</span>`}</li>`;
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
