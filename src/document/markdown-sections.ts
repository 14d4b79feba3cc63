import { addChild, type Span } from "./span.ts";

/** What a Markdown text says by its headings: its title, and the text below each heading of level two. */
export interface MarkdownReading {
  root: { title?: string; sections: Record<string, string> };
  span: Span;
}

interface Section {
  heading: string;
  keyStart: number;
  start: number;
  end: number;
  text: string;
}

/** A README with more sections than this is read to here. */
const MOST_SECTIONS = 500;

// https://spec.commonmark.org/0.31.2/#atx-headings
const HEADING = /^ {0,3}(?<marks>#{1,2})(?:[ \t]+(?<text>.*))?$/u;
// https://spec.commonmark.org/0.31.2/#fenced-code-blocks
const FENCE = /^ {0,3}(?<marks>`{3,}|~{3,})(?<info>.*)$/u;

/**
 * Reads Markdown as text: the first heading of level one is the title, each of level two names a section; nothing is
 * rendered. Headings inside fenced code are code. A heading that stands twice is one section with both texts.
 */
export function readMarkdown(text: string): MarkdownReading {
  const root: MarkdownReading["root"] = { sections: {} };
  const span: Span = { start: 0, end: text.length };
  const sections: Section[] = [];
  let open: Section | undefined;
  for (const { marks, heading, lineStart, start, end } of headingsOf(text)) {
    if (open !== undefined) closeSection(open, text, lineStart);
    open = undefined;
    if (marks === 1 && root.title === undefined) {
      root.title = heading;
      addChild(span, "title", { start, end: start + heading.length, keyStart: lineStart });
    } else if (marks === 2 && sections.length < MOST_SECTIONS) {
      open = { heading, keyStart: lineStart, start: end, end, text: "" };
      sections.push(open);
    }
  }
  if (open !== undefined) closeSection(open, text, text.length);
  const { texts, spans } = joinSections(sections);
  root.sections = texts;
  addChild(span, "sections", { start: sections[0]?.keyStart ?? text.length, end: text.length, children: spans });
  return { root, span };
}

interface Heading {
  marks: number;
  heading: string;
  lineStart: number;
  /** Where the words of the heading begin. */
  start: number;
  /** Where the next line begins. */
  end: number;
}

/** Headings of level one and two outside fenced code, in order. */
function headingsOf(text: string): Heading[] {
  const headings: Heading[] = [];
  let fence: string | undefined;
  let lineStart = text.startsWith("\uFEFF") ? 1 : 0;
  while (lineStart < text.length) {
    const newline = text.indexOf("\n", lineStart);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(lineStart, newline < 0 ? text.length : newline).trimEnd();
    const fenceNow = fence;
    fence = fenceAfter(line, fence);
    const groups = fenceNow === undefined && fence === undefined ? HEADING.exec(line)?.groups : undefined;
    if (groups !== undefined) {
      const heading = withoutClosing(groups["text"] ?? "");
      const start = lineStart + (heading === "" ? 0 : line.indexOf(heading));
      headings.push({ marks: groups["marks"]?.length ?? 0, heading, lineStart, start, end });
    }
    lineStart = end;
  }
  return headings;
}

/** The fence that is open after a line: a closing one is at least as long and says nothing else. */
function fenceAfter(line: string, open: string | undefined): string | undefined {
  const groups = FENCE.exec(line)?.groups;
  const marks = groups?.["marks"];
  const info = groups?.["info"] ?? "";
  if (marks === undefined) return open;
  if (open === undefined) return marks.startsWith("`") && info.includes("`") ? undefined : marks;
  return marks.startsWith(open) && info.trim() === "" ? undefined : open;
}

/** `## Usage ##` names "Usage". */
function withoutClosing(text: string): string {
  const words = text.trim();
  let end = words.length;
  while (end > 0 && words[end - 1] === "#") end -= 1;
  if (end === 0) return "";
  return /[ \t]/u.test(words[end - 1] ?? "") ? words.slice(0, end).trim() : words;
}

function closeSection(section: Section, text: string, end: number): void {
  const body = text.slice(section.start, end);
  const words = body.trim();
  section.start += words === "" ? 0 : body.indexOf(words);
  section.end = section.start + words.length;
  section.text = words;
}

function joinSections(sections: readonly Section[]): { texts: Record<string, string>; spans: Map<string, Span> } {
  const texts = new Map<string, string>();
  const spans = new Map<string, Span>();
  for (const { heading, keyStart, start, end, text } of sections) {
    const known = texts.get(heading);
    texts.set(heading, known === undefined ? text : `${known}\n\n${text}`);
    if (known === undefined) spans.set(heading, { start, end, keyStart });
  }
  // fromEntries defines members, so that a heading "__proto__" is one like any other.
  return { texts: Object.fromEntries(texts), spans };
}
