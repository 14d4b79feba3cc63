/** Place of the inner text of the first `<config>` block, and the syntax that its `lang` says (default JSON). */
export interface HtmlConfig {
  syntax: "json" | "yaml";
  start: number;
  end: number;
}

/** Blocks of a single-file plugin whose content is foreign text: a `<config>` inside them is none. */
const FOREIGN_BLOCKS = ["attachment", "docs", "script", "style", "template", "window"];

// Bounded repetitions that cannot cross the next "<": linear in the text.
const TAG = /<(?:!--|(?<name>[a-z][a-z0-9-]{0,30})(?<attributes>(?:\s[^<>]{0,1000})?)>)/giu;
const LANGUAGE = /\slang\s{0,10}=\s{0,10}["']?(?<lang>[a-z0-9]{1,20})/iu;

/**
 * Finds the `<config>` block of an HTML file: https://imjoy.io/docs/. Nothing else of
 * HTML is read: comments and blocks of code or documentation are stepped over whole. Undefined where there is none, or
 * where it does not end.
 */
export function findHtmlConfig(text: string): HtmlConfig | undefined {
  const unclosed = new Set<string>();
  const tags = new RegExp(TAG);
  for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
    const name = tag.groups?.["name"]?.toLowerCase();
    if (name === undefined) {
      const end = text.indexOf("-->", tags.lastIndex);
      // https://html.spec.whatwg.org/multipage/parsing.html#parse-error-eof-in-comment: it reaches to the end.
      if (end < 0) return undefined;
      tags.lastIndex = end + 3;
      continue;
    }
    if (name !== "config" && (!FOREIGN_BLOCKS.includes(name) || unclosed.has(name))) continue;
    const closing = closingTag(name, text, tags.lastIndex);
    if (name === "config") {
      if (closing === undefined) return undefined;
      return { syntax: syntaxOf(tag.groups?.["attributes"] ?? ""), start: tags.lastIndex, end: closing.start };
    }
    // Looked for once only: what a block does not find, a later one of its name does not find either.
    if (closing === undefined) unclosed.add(name);
    else tags.lastIndex = closing.end;
  }
  return undefined;
}

function closingTag(name: string, text: string, from: number): { start: number; end: number } | undefined {
  const closing = new RegExp(`</${name}\\s{0,20}>`, "giu");
  closing.lastIndex = from;
  const found = closing.exec(text);
  return found === null ? undefined : { start: found.index, end: closing.lastIndex };
}

function syntaxOf(attributes: string): "json" | "yaml" {
  const lang = LANGUAGE.exec(attributes)?.groups?.["lang"]?.toLowerCase();
  return lang === "yaml" || lang === "yml" ? "yaml" : "json";
}
