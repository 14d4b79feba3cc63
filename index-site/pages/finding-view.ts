import type { Entry } from "../../src/model/entry.ts";
import type { Finding } from "../../src/model/finding.ts";
import { type Html, html, link } from "../html.ts";

const LEVELS = ["error", "warning", "note"];

/** What the checks found, the worst first, with the author's line and what to do; what is muted is folded away. */
export function showFindings(entry: Entry): Html {
  const byLevel = [...entry.findings].sort((left, right) => LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level));
  const open = byLevel.filter((finding) => finding.muted === undefined);
  const muted = byLevel.filter((finding) => finding.muted !== undefined);
  return html`${open.length === 0 ? html`<p class="quiet">The checks found nothing ${muted.length > 0 && "else "}to mend.</p>` : html`<ul class="findings">${open.map((finding) => showFinding(entry, finding))}</ul>`}
${muted.length > 0 && html`<details class="muted"><summary>Muted by the authors (${muted.length})</summary><ul class="findings">${muted.map((finding) => showFinding(entry, finding))}</ul></details>`}`;
}

/** The file at the commit that was read, on github.com; undefined where its address is not known. */
export function sourceUrl(entry: Entry, path: string, line?: number): string | undefined {
  const { host, owner, name, commit } = entry.repository;
  if (host !== "github.com" || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const place = [owner, name, "blob", commit, ...path.split("/")].map(encodeURIComponent).join("/");
  return `https://github.com/${place}${line === undefined ? "" : `#L${line}`}`;
}

function showFinding(entry: Entry, finding: Finding): Html {
  const { expected, got } = finding;
  return html`<li class="finding ${finding.level}">
<p><span class="badge ${finding.level === "error" ? "bad" : finding.level === "warning" ? "fair" : "open"}">${finding.level}</span> ${finding.message} <span class="quiet">${showPlace(entry, finding)}</span></p>
${(expected !== undefined || got !== undefined) && html`<p class="quiet">${expected !== undefined && html`Expected <code>${expected}</code>`}${expected !== undefined && got !== undefined && ", "}${got !== undefined && html`got <code>${got}</code>`}</p>`}
${finding.remedy !== undefined && html`<p class="remedy">${finding.remedy}</p>`}
${finding.muted !== undefined && html`<p>Muted until ${finding.muted.expires}: ${finding.muted.reason}</p>`}
<p class="quiet">Check ${/^https?:/.test(finding.url) ? link(finding.url, finding.check) : html`<code>${finding.check}</code>`}</p>
</li>`;
}

function showPlace(entry: Entry, finding: Finding): Html {
  const { at } = finding;
  if ("image" in at) return html`<code>${at.image}</code>`;
  if ("repository" in at) return html`repository ${at.repository}`;
  const text = `${at.file}:${at.line}:${at.column}`;
  const url = sourceUrl(entry, at.file, at.line);
  return url === undefined ? html`<code>${text}</code>` : link(url, text);
}
