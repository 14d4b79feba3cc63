import type { ExportContext, OutputFile } from "../exporters/exporter.ts";
import { exporters } from "../exporters/index.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Progress } from "./run.ts";

/** Stage 10: catalog → files, pure and in a fixed order; the command writes them. */
export function* publish(catalog: Catalog, context: ExportContext, progress: Progress): Generator<OutputFile> {
  for (const [index, exporter] of exporters.entries()) {
    progress("publish", index + 1, exporters.length, exporter.title);
    yield* exporter.files(catalog, context);
  }
}
