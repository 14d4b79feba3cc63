import type { Parameter } from "../../src/model/parameter.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import { joinedOf } from "../../src/search/tokens.ts";
import { type Html, html } from "../html.ts";

/** Inputs and outputs as the manifest states them. */
export function showParameters(parameters: readonly Parameter[]): Html {
  const inputs = parameters.filter((parameter) => parameter.direction === "in");
  const outputs = parameters.filter((parameter) => parameter.direction === "out");
  return html`${showTable("Inputs", inputs)}${showTable("Outputs", outputs)}`;
}

/** A column is there only where one of the parameters has something in it. */
function showTable(caption: string, parameters: readonly Parameter[]): Html {
  if (parameters.length === 0) return html`<p class="quiet">${caption}: none stated.</p>`;
  const rows = parameters.map((parameter) => ({
    parameter,
    range: showRange(parameter),
    preset: showDefault(parameter),
  }));
  const hasRange = rows.some(({ range }) => range !== "");
  const hasPreset = rows.some(({ preset }) => preset !== "");
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="parameters cards">
<caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th>${hasRange && html`<th scope="col">Range</th>`}${hasPreset && html`<th scope="col">Default</th>`}</tr></thead>
<tbody>${rows.map(({ parameter, range, preset }) => html`<tr>${showName(parameter)}${showType(parameter)}${hasRange && showCell("Range", range)}${hasPreset && showCell("Default", preset)}</tr>`)}</tbody></table></div>`;
}

function showName(parameter: Parameter): Html {
  const { key, required, label, description } = parameter;
  const texts = new Set([label, description].map((text) => cleanText(text, 500)));
  const words = [...texts].filter((text) => text !== "" && joinedOf(text) !== joinedOf(key));
  // That an output is required says only that there always is one.
  const isRequired = required === true && parameter.direction === "in";
  const marks = [isRequired && "required", required === false && "optional", parameter.secret === true && "secret"];
  const mark = marks.filter((text) => text !== false).join(", ");
  return html`<th scope="row"><code>${key}</code>${mark !== "" && html` <span class="quiet">${mark}</span>`}${words.map((text) => html`<span class="cell-note" dir="auto">${text}</span>`)}</th>`;
}

function showType(parameter: Parameter): Html {
  const formats = parameter.formats.map((format) => format.raw).join(", ");
  return html`<td data-title="Type">${parameter.kind}${parameter.isList === true && " (list)"}${formats !== "" && html`<span class="cell-note">${formats}</span>`}</td>`;
}

function showCell(title: string, value: Html | string): Html {
  return value === "" ? html`<td class="is-empty">—</td>` : html`<td data-title="${title}">${value}</td>`;
}

function showRange(parameter: Parameter): Html | string {
  const { choices, minimum, maximum, exclusiveMinimum, exclusiveMaximum, unit } = parameter;
  if (choices !== undefined) return cleanText(choices.map(showValue).join(", "), 300);
  if (minimum === undefined && maximum === undefined) return unit ?? "";
  if (minimum !== undefined && maximum !== undefined && !exclusiveMinimum && !exclusiveMaximum) {
    return `${minimum} to ${maximum}${unit === undefined ? "" : ` ${unit}`}`;
  }
  const from = minimum === undefined ? "" : `${exclusiveMinimum === true ? "> " : "≥ "}${minimum}`;
  const to = maximum === undefined ? "" : `${exclusiveMaximum === true ? "< " : "≤ "}${maximum}`;
  return [from, to].filter((text) => text !== "").join(", ") + (unit === undefined ? "" : ` ${unit}`);
}

function showDefault(parameter: Parameter): Html | string {
  if (parameter.default === undefined) return "";
  if (parameter.secret === true) return "(secret)";
  return html`<code>${cleanText(showValue(parameter.default), 200)}</code>`;
}

function showValue(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
