import type { Exporter } from "../exporter.ts";
import { writeSearchIndex } from "./write-search-index.ts";

/** The index that the site and the CLI search. */
export const searchIndexFile: Exporter = {
  id: "search-index",
  title: "Search index",
  files: writeSearchIndex,
};
