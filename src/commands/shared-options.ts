import type { CommandOption } from "./command.ts";

/** Options that every verb takes. */
export const COMMON_OPTIONS = {
  json: { type: "boolean", help: "print JSON (schemas/cli/) instead of text" },
  quiet: { type: "boolean", short: "q", help: "no progress, no text; the exit code says it" },
  "as-of": { type: "string", help: "date of the run, ISO 8601 (default: SOURCE_DATE_EPOCH, else now)" },
  help: { type: "boolean", short: "h", help: "show this help" },
} as const satisfies Record<string, CommandOption>;

/** Options of verbs that work on an index repository. */
export const INDEX_OPTIONS = {
  index: { type: "string", help: "folder with waybill.yml (default: the present folder)" },
  catalog: { type: "string", help: "folder of the catalog (default: INDEX/catalog)" },
  cache: { type: "string", help: "file of the cache (default: INDEX/.waybill/cache.db)" },
} as const satisfies Record<string, CommandOption>;
