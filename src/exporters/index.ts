import type { Exporter } from "./exporter.ts";
import { jsonApi } from "./json-api/index.ts";
import { searchIndexFile } from "./search-index/index.ts";
import { site } from "./site/index.ts";

/** Everything a catalog is published as. */
export const exporters = [jsonApi, searchIndexFile, site] as const satisfies readonly Exporter[];
