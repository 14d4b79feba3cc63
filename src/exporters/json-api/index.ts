import type { Exporter } from "../exporter.ts";
import { writeApi } from "./write-api.ts";

/** The catalog for machines, as static files under `api/v1/`. */
export const jsonApi: Exporter = {
  id: "json-api",
  title: "JSON API",
  files: writeApi,
};
