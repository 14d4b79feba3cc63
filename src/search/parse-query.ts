import { fieldWeights, type SearchField } from "./document.ts";
import { tokensOf } from "./tokens.ts";

/** One word of a query and what was asked of it. */
export interface Clause {
  words: string[];
  /** Folded pattern with `*`, where one was typed. */
  pattern?: string;
  fields?: SearchField[];
  presence: "optional" | "required" | "prohibited";
  editDistance?: number;
  boost: number;
}

/** Words that must stand beside each other. */
export interface Phrase {
  words: string[];
  field?: SearchField;
  isProhibited: boolean;
}

/** `facet:value`: a condition on a facet. */
export interface Condition {
  facet: string;
  value: string;
  isProhibited: boolean;
}

/** A query as understood. `clauses` are set only where lunr's operators were used; else `words` are. */
export interface ParsedQuery {
  text: string;
  words: string[];
  clauses?: Clause[];
  phrases: Phrase[];
  conditions: Condition[];
  /** What could not be understood or is not supported, in plain words. */
  notes: string[];
}

const QUERY_CHARACTERS = 500;
const MAX_EDITS = 3;

/** Other names that a facet can be asked by. */
const FACET_NAMES: Readonly<Record<string, string>> = {
  tier: "tier",
  signature: "signature",
  signed: "signature",
  scan: "scan",
  operation: "operation",
  topic: "topic",
  data: "data",
  format: "data",
  modality: "modality",
  astronomy: "astronomy",
  session: "session-type",
  "session-type": "session-type",
  hardware: "hardware",
  gpu: "gpu",
  mode: "mode",
  platform: "platform",
  family: "family",
  registry: "registry",
  license: "license",
  licence: "license",
};

/**
 * Understands a query: `"phrases"` and `facet:value` atoms are lifted here, the rest is lunr's syntax, parsed by lunr
 * itself, which is loaded only when an operator is used. What does not parse is searched as text.
 */
export async function parseQuery(text: string): Promise<ParsedQuery> {
  const query: ParsedQuery = { text, words: [], phrases: [], conditions: [], notes: [] };
  const rest = liftAtoms(text.slice(0, QUERY_CHARACTERS), query);
  if (hasOperator(rest)) {
    const clauses = await parseWithLunr(rest);
    if (clauses === undefined) query.notes.push("Not understood as a query with operators, so searched as text.");
    else query.clauses = clauses;
  }
  if (query.clauses === undefined) query.words = tokensOf(rest);
  return query;
}

/** Takes phrases and facet atoms out of the text and returns what is left. */
function liftAtoms(text: string, query: ParsedQuery): string {
  const atom = /(?<sign>[+-])?(?:(?<field>[A-Za-z][A-Za-z-]{0,20}):)?(?:"(?<phrase>[^"]*)"|(?<value>[^\s"]+))|"/g;
  return text.replace(atom, (whole, ...groups: unknown[]) => {
    const { sign, field, phrase, value } = readGroups(groups.at(-1));
    const name = field?.toLowerCase();
    const facet = name !== undefined && Object.hasOwn(FACET_NAMES, name) ? FACET_NAMES[name] : undefined;
    const wanted = (phrase ?? value ?? "").trim();
    if (facet !== undefined && wanted !== "") {
      query.conditions.push({ facet, value: wanted, isProhibited: sign === "-" });
      return " ";
    }
    if (name === "contains") {
      query.notes.push("contains: (software inside an image) is not supported yet.");
      return " ";
    }
    if (phrase === undefined) return whole === '"' ? " " : whole;
    const words = tokensOf(phrase);
    const textField = name !== undefined && isSearchField(name) ? { field: name } : {};
    if (words.length > 0) query.phrases.push({ words, isProhibited: sign === "-", ...textField });
    return " ";
  });
}

function readGroups(groups: unknown): Partial<Record<"sign" | "field" | "phrase" | "value", string>> {
  // The last argument of a replacer is the object of named groups wherever the pattern has some (ECMA-262).
  return typeof groups === "object" && groups !== null ? groups : {};
}

function isSearchField(name: string): name is SearchField {
  return Object.hasOwn(fieldWeights, name);
}

/** Only what lunr gives a meaning counts: a hyphen inside a word is none. */
function hasOperator(text: string): boolean {
  if (/(?:^|\s)[+-]\S/.test(text) || /\S(?:\*|~\d|\^\d)|\*\S/.test(text)) return true;
  const field = /(?:^|\s)(?<field>[a-z]+):\S/.exec(text)?.groups?.["field"];
  return field !== undefined && isSearchField(field);
}

async function parseWithLunr(text: string): Promise<Clause[] | undefined> {
  const { default: lunr } = await import("lunr");
  const Parser: unknown = Reflect.get(lunr, "QueryParser");
  if (typeof Parser !== "function") return undefined;
  try {
    const query = new lunr.Query(Object.keys(fieldWeights));
    Reflect.construct(Parser, [text, query]).parse();
    return query.clauses.slice(0, 40).flatMap((clause) => readClause(clause));
  } catch {
    // lunr.QueryParseError: an operator without its word, an unknown field. The text is still worth a search.
    return undefined;
  }
}

/** lunr's clause in our words; `presence` is lunr.Query.presence (1 optional, 2 required, 3 prohibited). */
function readClause(clause: {
  term: string;
  fields: string[];
  boost: number;
  presence?: number;
  editDistance?: number;
}): Clause[] {
  const words = tokensOf(clause.term);
  const fields = clause.fields.filter(isSearchField);
  const read: Clause = {
    words,
    presence: clause.presence === 2 ? "required" : clause.presence === 3 ? "prohibited" : "optional",
    boost: Math.min(Math.max(clause.boost, 0), 100),
  };
  if (clause.term.includes("*")) read.pattern = clause.term.normalize("NFKC").toLowerCase();
  else if (words.length === 0) return [];
  if (fields.length < Object.keys(fieldWeights).length) read.fields = fields;
  const edits = Math.min(clause.editDistance ?? 0, MAX_EDITS);
  if (edits > 0) read.editDistance = edits;
  return [read];
}
