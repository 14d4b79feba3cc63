import type { ManifestDocument, Position, SyntaxFault } from "../model/manifest-document.ts";
import { decodeText } from "./decode-text.ts";
import { findHtmlConfig } from "./html-config.ts";
import { readJson } from "./json-grammar.ts";
import { createLineTable, type LineTable } from "./line-table.ts";
import { readMarkdown } from "./markdown-sections.ts";
import { type IndexedFault, indexAt, type Span } from "./span.ts";
import { isWholeYaml, readYaml } from "./yaml-reader.ts";

/** What is read at most: bytes of the file (default 256 KiB) and levels of nesting (default 200). */
export interface DocumentLimits {
  sizeBytes: number;
  depth: number;
}

const DEFAULT_LIMITS: DocumentLimits = { sizeBytes: 256 * 1024, depth: 200 };

type RawFault = IndexedFault<SyntaxFault["kind"]>;

type Syntax = ManifestDocument["syntax"];

interface Reading {
  syntax: Syntax;
  root: unknown;
  isParsed: boolean;
  faults: RawFault[];
  /** Where the part that was read begins and ends: all of the text, but for a block of HTML. */
  start: number;
  end: number;
}

/**
 * Parses a plugin file by its name: `.json` by our JSON grammar, `.md` by its headings, the `<config>` block of `.html` by what its `lang` says,
 * everything else as YAML (a `.cwl` that is JSON, as JSON). Never throws: what is wrong with the text is in `faults`, and `root` is then what could still be read.
 * Duplicate keys leave a JSON file parsed (the last wins) and make a YAML file unparsed, as both specifications have it.
 */
export function parseDocument(
  path: string,
  bytes: Uint8Array,
  limits: DocumentLimits = DEFAULT_LIMITS,
): ManifestDocument {
  if (bytes.length > limits.sizeBytes) return refuse(path, bytes.length, limits.sizeBytes);
  const { text, fault } = decodeText(bytes);
  const reading = text === "" && fault !== undefined ? unread(path) : readFile(path, text, limits.depth);
  const rawFaults = fault === undefined ? reading.faults : [fault, ...reading.faults];
  const { start, end } = reading;
  const place = locateIn(text);
  let span: Span | undefined;
  return {
    path,
    text,
    syntax: reading.syntax,
    root: reading.root,
    isParsed: reading.isParsed && fault === undefined,
    faults: rawFaults.map(({ kind, message, index }) => ({ kind, message, position: place(index) })),
    positionOf(pointer, of = "value") {
      span ??= readSpan(reading.syntax, text.slice(start, end), limits.depth);
      return place(start + indexAt(span, pointer, of));
    },
  };
}

function readFile(path: string, text: string, depthCap: number): Reading {
  return /\.html?$/i.test(path) ? readHtml(text, depthCap) : readText(syntaxOf(path), text, depthCap);
}

function readHtml(text: string, depthCap: number): Reading {
  const config = findHtmlConfig(text);
  if (config === undefined) {
    const fault: RawFault = { kind: "not-a-document", message: "expected a <config> block that ends", index: 0 };
    return { ...unread(""), faults: [fault] };
  }
  const { syntax, start, end } = config;
  const reading = readText(syntax, text.slice(start, end), depthCap);
  const faults = reading.faults.map((fault) => ({ ...fault, index: start + fault.index }));
  return { ...reading, faults, start, end };
}

function readText(syntax: Syntax, text: string, depthCap: number): Reading {
  if (syntax === "markdown") return readAsMarkdown(text);
  if (syntax === "json") return readAsJson(text, depthCap);
  if (/^\uFEFF?\s*\{/.test(text)) {
    const reading = readAsJson(text, depthCap);
    if (reading.isParsed) return reading;
  }
  const { root, faults } = readYaml(text, depthCap, false);
  const isParsed = root !== undefined && isWholeYaml(faults);
  return { syntax: "yaml", root, faults, isParsed, start: 0, end: text.length };
}

function readAsJson(text: string, depthCap: number): Reading {
  const { root, faults } = readJson(text, depthCap, false);
  const isParsed = faults.every((fault) => fault.kind === "duplicate-key");
  return { syntax: "json", root, faults, isParsed, start: 0, end: text.length };
}

function readAsMarkdown(text: string): Reading {
  return { syntax: "markdown", root: readMarkdown(text).root, faults: [], isParsed: true, start: 0, end: text.length };
}

function readSpan(syntax: Syntax, text: string, depthCap: number): Span {
  if (syntax === "markdown") return readMarkdown(text).span;
  const { span } = syntax === "json" ? readJson(text, depthCap, true) : readYaml(text, depthCap, true);
  return span ?? { start: 0, end: text.length };
}

/** Lines are counted when the first position is asked for. */
function locateIn(text: string): (index: number) => Position {
  let table: LineTable | undefined;
  return (index) => {
    table ??= createLineTable(text);
    return table.positionAt(index);
  };
}

function syntaxOf(path: string): Syntax {
  const name = path.toLowerCase();
  if (name.endsWith(".md")) return "markdown";
  return name.endsWith(".json") ? "json" : "yaml";
}

function unread(path: string): Reading {
  return { syntax: syntaxOf(path), root: undefined, isParsed: false, faults: [], start: 0, end: 0 };
}

function refuse(path: string, sizeBytes: number, capBytes: number): ManifestDocument {
  const start: Position = { line: 1, column: 1, offset: 0 };
  const message = `the file has ${sizeBytes} bytes; at most ${capBytes} are read`;
  return {
    path,
    text: "",
    syntax: syntaxOf(path),
    root: undefined,
    isParsed: false,
    faults: [{ kind: "too-large", message, position: start }],
    positionOf: () => start,
  };
}
