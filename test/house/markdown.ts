import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A link of a Markdown text that leads to a file: its target as written and the line it stands on. */
export interface MarkdownLink {
  target: string;
  line: number;
}

/** Links and pictures, outside of code. */
export function linksOf(text: string): MarkdownLink[] {
  const links: MarkdownLink[] = [];
  let isCode = false;
  for (const [at, line] of text.split("\n").entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) isCode = !isCode;
    if (isCode) continue;
    const prose = line.replace(/`[^`]*`/g, "");
    for (const match of prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s*(\S+)/g)) {
      links.push({ target: match[1] ?? match[2] ?? "", line: at + 1 });
    }
  }
  return links;
}

/** Anchors that headings get: https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
export function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(.*?)\s*$/gm)].map((match) => match[1] ?? "");
  const anchors = headings.map((heading) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? "");
  return new Set([...anchors, ...named]);
}

/** Links of one Markdown file that lead nowhere; links to the web are not asked. */
export function brokenLinks(root: string, file: string): string[] {
  const text = readFileSync(file, "utf8");
  const faults: string[] = [];
  for (const { target, line } of linksOf(text)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
    const [path = "", anchor] = target.split("#");
    const place = path === "" ? file : path.startsWith("/") ? join(root, path) : join(dirname(file), decodeURI(path));
    const where = `${relative(root, file)}:${line}`;
    if (!existsSync(place) || relative(root, place).startsWith("..")) faults.push(`${where}: no file ${target}`);
    else if (anchor !== undefined && place.endsWith(".md") && !anchorsOf(readFileSync(place, "utf8")).has(anchor)) {
      faults.push(`${where}: no heading ${target}`);
    }
  }
  return faults;
}
