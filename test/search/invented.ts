import type { Entry } from "../../src/model/entry.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { buildIndex, loadIndex, type SearchIndex } from "../../src/search/build-index.ts";
import { type SearchDocument, toSearchDocument } from "../../src/search/document.ts";
import { parseQuery } from "../../src/search/parse-query.ts";
import { type SearchAnswer, searchIndex } from "../../src/search/search-index.ts";
import { known, makeEntry, makePlugin, taxonomy } from "../exporters/sample-catalog.ts";

type Row = [address: string, name: string, summary: string, part?: Partial<Plugin>, entry?: Partial<Entry>];

const ROWS: Row[] = [
  ["lab/plugins", "segment", "Segments cells in pictures", { license: { raw: "MIT", spdx: "MIT" } }],
  ["lab/plugins", "segment-legacy", "The first segment program", {}, { status: "deprecated" }],
  ["cells/cellpose", "CellposeRunner", "Runs Cellpose to segment nuclei", { hardware: { gpu: "required" } }],
  ["dist/stardist", "StarDist2D", "Star-convex detection of nuclei", { hardware: { gpu: "optional" } }],
  ["polus/tools", "polus-ome-converter-plugin", "Converts Bioformats files to OME-TIFF", { title: "OME Converter" }],
  ["polus/tools", "polus-image-registration-plugin", "Image registration by features"],
  ["polus/tools", "polus-montage-plugin", "Montage of fields of view"],
  ["polus/tools", "apply-flatfield", "Flatfield correction of images"],
  ["polus/tools", "basic-flatfield-estimation", "Estimates the flat field"],
  [
    "reads/aligner",
    "bwa-mem",
    "Short read aligner for genomes",
    { license: { raw: "GPL-3.0-only", spdx: "GPL-3.0-only" } },
  ],
  ["reads/aligner", "samtools", "Sorts and indexes BAM files"],
  ["reads/aligner", "samtools-depth", "Coverage from alignments made with samtools"],
  [
    "sky/imaging",
    "radio_imager",
    "Radio interferometry maps in FITS",
    { run: { mode: "interactive", sessionType: "notebook", ports: [], mounts: [] } },
  ],
  ["sky/imaging", "sextractor", "Source extraction from sky surveys"],
  ["brain/tools", "mri-deface", "Defacing of MRI volumes"],
  ["brain/tools", "bet", "Brain extraction of magnetic resonance images"],
  ["stats/tools", "umap-embed", "Dimensionality reduction of tables"],
  ["stats/tools", "hdbscan-cluster", "Cluster analysis of tables"],
  ["files/tools", "file-renaming", "Renames files of a collection"],
  ["files/tools", "docker", "A tool named docker"],
];

/** Documents of invented plugins. */
export function makeDocuments(): SearchDocument[] {
  return ROWS.map(([address, name, summary, part, entry]) => {
    const plugin = makePlugin({ name, summary, ...part });
    const slug = `${address}-${name}`.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase();
    return toSearchDocument(makeEntry(address, slug, known(plugin), { images: [], ...entry }), new Map(), taxonomy);
  });
}

/** An index of them. */
export function makeIndex(): SearchIndex {
  return loadIndex(buildIndex(makeDocuments()));
}

/** Asks as people do. */
export async function ask(
  index: SearchIndex,
  text: string,
  chosen: Record<string, string[]> = {},
): Promise<SearchAnswer> {
  return searchIndex(index, await parseQuery(text), new Map(Object.entries(chosen)));
}

/** Names found, best first. */
export function namesOf(answer: SearchAnswer): string[] {
  return answer.hits.map((hit) => hit.document.name);
}
