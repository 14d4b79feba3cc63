/*
 * The public API: what programs other than the three doors may build on. Everything else may change without notice.
 */
export { readCatalog } from "./catalog/read-catalog.ts";
export { checks } from "./checks/index.ts";
export { runChecks } from "./checks/run-checks.ts";
export { commands } from "./commands/index.ts";
export { runCommand } from "./commands/run-command.ts";
export { parseDocument } from "./document/parse-document.ts";
export { applyEdits } from "./document/text-edits.ts";
export { families, labelFamilies } from "./families/index.ts";
export { matchFamilies, recognizeFamily } from "./families/match.ts";
export type { Catalog } from "./model/catalog.ts";
export type { Entry } from "./model/entry.ts";
export type { Fact } from "./model/fact.ts";
export type { Finding } from "./model/finding.ts";
export type { Image } from "./model/image.ts";
export type { Plugin } from "./model/plugin.ts";
export { formatReference, parseReference } from "./oci/reference.ts";
export { reporters } from "./reporters/index.ts";
export { parseQuery } from "./search/parse-query.ts";
export { searchIndex } from "./search/search-index.ts";
