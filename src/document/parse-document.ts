import type { ManifestDocument, Position, SyntaxFault } from "../model/manifest-document.ts";
import { decodeText } from "./decode-text.ts";
import { readJson } from "./json-grammar.ts";
import { createLineTable, type LineTable } from "./line-table.ts";
import { type IndexedFault, indexAt, type Span } from "./span.ts";
import { isWholeYaml, readYaml } from "./yaml-reader.ts";

/** What is read at most: bytes of the file (default 256 KiB) and levels of nesting (default 200). */
export interface DocumentLimits {
  sizeBytes: number;
  depth: number;
}

const DEFAULT_LIMITS: DocumentLimits = { sizeBytes: 256 * 1024, depth: 200 };

type RawFault = IndexedFault<SyntaxFault["kind"]>;

interface Reading {
  syntax: "json" | "yaml";
  root: unknown;
  isParsed: boolean;
  faults: RawFault[];
}

/**
 * Parses a plugin file by its name: `.json` by our JSON grammar, everything else as YAML (a `.cwl` that is JSON, as
 * JSON). Never throws: what is wrong with the text is in `faults`, and `root` is then what could still be read.
 * Duplicate keys leave a JSON file parsed (the last wins) and make a YAML file unparsed, as both specifications have it.
 */
export function parseDocument(
  path: string,
  bytes: Uint8Array,
  limits: DocumentLimits = DEFAULT_LIMITS,
): ManifestDocument {
  if (bytes.length > limits.sizeBytes) return refuse(path, bytes.length, limits.sizeBytes);
  const { text, fault } = decodeText(bytes);
  const reading = text === "" && fault !== undefined ? unread(path) : readText(path, text, limits.depth);
  const rawFaults = fault === undefined ? reading.faults : [fault, ...reading.faults];
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
      span ??= readSpan(reading.syntax, text, limits.depth);
      return place(indexAt(span, pointer, of));
    },
  };
}

function readText(path: string, text: string, depthCap: number): Reading {
  if (syntaxOf(path) === "json") return readAsJson(text, depthCap);
  if (/^\uFEFF?\s*\{/.test(text)) {
    const reading = readAsJson(text, depthCap);
    if (reading.isParsed) return reading;
  }
  const { root, faults } = readYaml(text, depthCap, false);
  return { syntax: "yaml", root, faults, isParsed: root !== undefined && isWholeYaml(faults) };
}

function readAsJson(text: string, depthCap: number): Reading {
  const { root, faults } = readJson(text, depthCap, false);
  return { syntax: "json", root, faults, isParsed: faults.every((fault) => fault.kind === "duplicate-key") };
}

function readSpan(syntax: "json" | "yaml", text: string, depthCap: number): Span {
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

function syntaxOf(path: string): "json" | "yaml" {
  return path.toLowerCase().endsWith(".json") ? "json" : "yaml";
}

function unread(path: string): Reading {
  return { syntax: syntaxOf(path), root: undefined, isParsed: false, faults: [] };
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
