import { readCatalog } from "../catalog/read-catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { plainLine } from "../reporters/plain-line.ts";
import { buildIndex, loadIndex } from "../search/build-index.ts";
import { toSearchDocument } from "../search/document.ts";
import { isOffered } from "../search/fact-value.ts";
import { parseQuery } from "../search/parse-query.ts";
import { type SearchAnswer, searchIndex } from "../search/search-index.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { indexFolders } from "./crawl.ts";
import { taxonomy } from "./embedded.ts";
import { alignRows } from "./inspect.ts";
import { textOption } from "./option-values.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

/** The verb `search`: the same index, ranking and query language as the site's. */
export const searchCommand: Command = {
  name: "search",
  summary: "find plugins in the catalog by name, words, concepts and fields",
  usage: "waybill search QUERY...",
  examples: [
    "waybill search segmentation",
    "waybill search 'name:seg* +operation:segmentation'",
    "waybill search nuclei --json",
  ],
  arity: [0, Number.POSITIVE_INFINITY],
  options: { ...INDEX_OPTIONS, limit: { type: "string", help: "how many results to show (default: 20)" } },
  run: runSearch,
};

async function runSearch(input: CommandInput): Promise<CommandResult> {
  const limit = Number(textOption(input, "limit") ?? "20");
  if (!Number.isInteger(limit) || limit < 1) {
    throw new WaybillError("usage", `--limit: expected a whole number from 1, got ${textOption(input, "limit")}`);
  }
  const folders = indexFolders(input);
  const catalog = readCatalog(folders.catalog);
  if (catalog === undefined) {
    throw new WaybillError(
      "config-missing",
      `expected a catalog in ${folders.catalog}, found none: run \`waybill crawl\``,
    );
  }
  const images = new Map(catalog.images.map((image) => [image.digest, image]));
  const entries = catalog.repositories.flatMap((record) => record.entries).filter(isOffered);
  const index = loadIndex(buildIndex(entries.map((entry) => toSearchDocument(entry, images, taxonomy))));
  const query = input.positionals.join(" ");
  const answer = searchIndex(index, await parseQuery(query), new Map());
  const results = answer.hits.slice(0, limit).map(({ document, score, because }) => {
    const { id, slug, name, title, summary, version, status } = document;
    return { id, slug, name, title, summary, version, status, score, because };
  });
  const { total, mode, notes } = answer;
  return { exit: 0, json: { query, total, mode, notes, results }, text: renderAnswer(answer, limit) };
}

function renderAnswer(answer: SearchAnswer, limit: number): string {
  if (answer.total === 0) return "no plugin found\n";
  const rows = answer.hits.slice(0, limit).map(({ document, because }): [string, string] => {
    const words = [document.version, document.summary, because.length === 0 ? "" : `(${because.join("; ")})`];
    return [document.name, words.filter((word) => word !== undefined && word !== "").join("  ")];
  });
  const more = answer.total > limit ? `… and ${answer.total - limit} more\n` : "";
  return `${alignRows(rows)}${more}${answer.notes.map((note) => `${plainLine(note)}\n`).join("")}`;
}
