import type { Parameter } from "../../src/model/parameter.ts";
import { cleanText } from "../../src/search/clean-text.ts";
import { type Html, html } from "../html.ts";

/** Inputs and outputs as the manifest states them. */
export function showParameters(parameters: readonly Parameter[]): Html {
  const inputs = parameters.filter((parameter) => parameter.direction === "in");
  const outputs = parameters.filter((parameter) => parameter.direction === "out");
  return html`${showTable("Inputs", inputs)}${showTable("Outputs", outputs)}`;
}

function showTable(caption: string, parameters: readonly Parameter[]): Html {
  if (parameters.length === 0) return html`<p class="quiet">${caption}: none stated.</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Range</th><th scope="col">Default</th><th scope="col">Required</th></tr></thead>
<tbody>${parameters.map(showParameter)}</tbody></table></div>`;
}

function showParameter(parameter: Parameter): Html {
  const words = [parameter.label, parameter.description].filter((text) => text !== undefined && text !== parameter.key);
  const formats = parameter.formats.map((format) => format.raw).join(", ");
  return html`<tr><th scope="row"><code>${parameter.key}</code>${words.map((text) => html`<span class="cell-note">${cleanText(text, 500)}</span>`)}</th>
<td>${parameter.kind}${parameter.isList === true && " (list)"}${formats !== "" && html`<span class="cell-note">${formats}</span>`}</td>
<td>${showRange(parameter)}</td><td>${showDefault(parameter)}</td><td>${showRequired(parameter)}</td></tr>`;
}

function showRange(parameter: Parameter): Html | string {
  const { choices, minimum, maximum, unit } = parameter;
  if (choices !== undefined) return cleanText(choices.map(showValue).join(", "), 300);
  if (minimum === undefined && maximum === undefined) return unit ?? "—";
  const from = minimum === undefined ? "" : `${parameter.exclusiveMinimum === true ? "> " : "≥ "}${minimum}`;
  const to = maximum === undefined ? "" : `${parameter.exclusiveMaximum === true ? "< " : "≤ "}${maximum}`;
  return [from, to].filter((text) => text !== "").join(", ") + (unit === undefined ? "" : ` ${unit}`);
}

function showDefault(parameter: Parameter): Html | string {
  if (parameter.default === undefined) return "—";
  if (parameter.secret === true) return "(secret)";
  return html`<code>${cleanText(showValue(parameter.default), 200)}</code>`;
}

function showRequired(parameter: Parameter): string {
  if (parameter.required === undefined) return "not stated";
  return parameter.required ? "yes" : "no";
}

function showValue(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
