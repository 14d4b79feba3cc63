import { emptyCatalog } from "../../src/catalog/read-catalog.ts";
import { updateCatalog } from "../../src/catalog/update-catalog.ts";
import { writeCatalog } from "../../src/catalog/write-catalog.ts";
import { makeImage, makeObservation, makeObserved, makeRepository } from "./build-run.ts";

/** Writes a catalog of one entry and its image again and again, each time with another image: FOLDER COUNT. */
const [folder = "", count = "0"] = process.argv.slice(2);
for (let turn = 0; turn < Number(count); turn++) {
  const asOf = new Date(Date.UTC(2026, 0, 1) + turn * 1000).toISOString();
  const image = makeImage(turn.toString(16).padStart(4, "0"), `ghcr.io/lab/a:${turn}`, asOf);
  const images = [{ raw: `ghcr.io/lab/a:${turn}`, digest: { outcome: "known" as const, value: image.digest, asOf } }];
  const entries = [makeObserved("a.plugin.json", asOf, { images })];
  const run = makeObservation(asOf, { repositories: [{ repository: makeRepository("r"), entries }], images: [image] });
  writeCatalog(folder, updateCatalog(emptyCatalog("waybill/test", asOf), run, 100).catalog);
}
