import { withoutControls } from "../src/search/clean-text.ts";

/** Markup that is safe to be put into a page; made only by the `html` tag. */
export class Html {
  readonly #markup: string;

  constructor(strings: TemplateStringsArray, values: readonly HtmlValue[]) {
    let markup = strings[0] ?? "";
    for (const [place, value] of values.entries()) {
      const isUrl = /\s(?:href|src|action)="$/.test(strings[place] ?? "");
      markup += isUrl ? escapeText(safeUrl(String(value ?? ""))) : render(value);
      markup += strings[place + 1] ?? "";
    }
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** What a template takes: text is escaped, markup is kept, nothing is nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/** Template tag: every interpolated text is escaped; a whole `href`, `src` or `action` is also checked as a URL. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings, values);
}

/** An http(s) or relative URL as it is; `#` for `javascript:`, `data:`, `mailto:` and everything else with a scheme. */
export function safeUrl(url: string): string {
  // Browsers drop tabs and newlines inside and blanks around a URL: https://url.spec.whatwg.org/#concept-basic-url-parser
  const text = withoutControls(url)
    .replace(/[\t\n]/g, "")
    .trim();
  if (/^https?:\/\/[^/\s]/i.test(text)) return text;
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(text);
  return hasScheme || text.startsWith("//") || text.includes("\\") ? "#" : text;
}

/** A link where the URL may be followed, else only its text. */
export function link(url: string, text: HtmlValue): Html {
  const safe = safeUrl(url);
  return safe === "#" ? html`<span>${text}</span>` : html`<a href="${safe}" rel="noopener nofollow">${text}</a>`;
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return value.map(render).join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function escapeText(text: string): string {
  return withoutControls(text).replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "");
}
