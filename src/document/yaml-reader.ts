import { Composer, type Document, isNode, Lexer, Parser, type YAMLError } from "yaml";
import type { SyntaxFault } from "../model/manifest-document.ts";
import type { IndexedFault, Span } from "./span.ts";
import { convertYaml } from "./yaml-value.ts";

type YamlFault = IndexedFault<SyntaxFault["kind"]>;

/** What a YAML text holds: the last document that is not empty. With faults the root is what could be read. */
export interface YamlReading {
  root: unknown;
  faults: YamlFault[];
  /** Only when asked for. */
  span?: Span;
}

const MOST_FAULTS = 50;
/** Five times the busiest real file seen; a token at fault costs 10 µs, so that a hostile file ends within a second. */
const MOST_TOKENS = 64_000;

// uniqueKeys compares every pair of keys (quadratic): convert-yaml finds duplicates itself, in one pass.
// The schema is pinned so that a %YAML 1.1 directive brings no merge keys, sets, dates or binary values.
const OPTIONS = {
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
} as const;

/** Reads YAML 1.2 with the core schema; no custom tag is ever resolved, aliases are counted, depth is capped. */
export function readYaml(text: string, depthCap: number, wantsSpans: boolean): YamlReading {
  const documents = composeDocuments(text, depthCap);
  if (!Array.isArray(documents)) return { root: undefined, faults: [documents] };
  const faults: YamlFault[] = [];
  for (const document of documents) {
    for (const error of document.errors) faults.push(faultOf(error));
    for (const warning of document.warnings) if (warning.code === "TAG_RESOLVE_FAILED") faults.push(faultOf(warning));
  }
  const chosen = documents.findLast((document) => !isEmpty(document));
  const contents: unknown = chosen?.contents;
  if (!isNode(contents)) {
    if (faults.length === 0) faults.push(emptyFault(text));
    return { root: undefined, faults: faults.slice(0, MOST_FAULTS) };
  }
  const reading = convertYaml(contents, text, depthCap, wantsSpans);
  faults.push(...reading.faults);
  faults.sort((a, b) => a.index - b.index);
  return { ...reading, faults: faults.slice(0, MOST_FAULTS) };
}

/** True when the faults leave the root whole: only tags that nobody resolves. */
export function isWholeYaml(faults: readonly YamlFault[]): boolean {
  return faults.every((fault) => fault.kind === "unresolved-tag");
}

/** Feeds the parser token by token, because the composer behind it recurses: depth is known before it starts. */
function composeDocuments(text: string, depthCap: number): Document.Parsed[] | YamlFault {
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  let index = 0;
  let tokens = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    index += lexeme.length;
    tokens += 1;
    if (tokens > MOST_TOKENS) return { kind: "too-large", message: `more than ${MOST_TOKENS} YAML tokens`, index };
    // One for the document, one for the scalar on top.
    if (parser.stack.length > depthCap + 2) {
      return {
        kind: "too-deep",
        message: `nested deeper than ${depthCap} levels`,
        index: Math.min(index, text.length),
      };
    }
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return documents;
}

function isEmpty(document: Document.Parsed): boolean {
  const contents = document.contents as { range?: [number, number, number] | null } | null; // null for a bare stream
  if (contents === null) return true;
  const [start, end] = contents.range ?? [0, 0];
  return start === end;
}

function emptyFault(text: string): YamlFault {
  return {
    kind: "not-a-document",
    message: "the file is empty: expected a YAML mapping",
    index: text.startsWith("\uFEFF") ? 1 : 0,
  };
}

function faultOf(error: YAMLError): YamlFault {
  const message = error.message.length > 300 ? `${error.message.slice(0, 300)}…` : error.message;
  return { kind: kindOf(error), message, index: error.pos[0] };
}

function kindOf(error: YAMLError): SyntaxFault["kind"] {
  if (error.code === "TAG_RESOLVE_FAILED") return error.name === "YAMLWarning" ? "unresolved-tag" : "syntax";
  return error.code === "RESOURCE_EXHAUSTION" ? "too-deep" : "syntax";
}
