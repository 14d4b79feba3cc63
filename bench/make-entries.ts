import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WORDS = ["segment", "align", "count", "register", "denoise", "stitch", "classify", "track", "deblur", "measure"];
const DATA = ["cells", "nuclei", "stars", "galaxies", "spots", "tissue", "spectra", "volumes", "reads", "embryos"];

/** Plugins a repository holds. */
const PER_REPOSITORY = 10;

/** An index repository whose local repositories hold `count` generated manifests; its images are nowhere. */
export function makeIndex(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "waybill.yml"),
    [
      "version: 1",
      "sources:",
      "  - { kind: local-directory, path: repositories, host: github.com }",
      "registries:",
      '  - { host: "*", kind: oci-layout, endpoint: images }',
      "",
    ].join("\n"),
  );
  for (let number = 0; number < count; number += 1) {
    const repository = Math.floor(number / PER_REPOSITORY);
    const home = join(folder, "repositories", `lab${repository % 97}__plugins-${repository}`);
    mkdirSync(home, { recursive: true });
    const manifest = makeManifest(number);
    writeFileSync(join(home, `${manifest.name}.plugin.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

function makeManifest(number: number) {
  const word = WORDS[number % WORDS.length] ?? "segment";
  const data = DATA[Math.floor(number / WORDS.length) % DATA.length] ?? "cells";
  const name = `${word}-${data}-${number}`;
  return {
    waybill: 1,
    name,
    version: `1.${number % 10}.0`,
    title: `${word} ${data}`,
    summary: `Finds ${data} and ${word}s them, variant ${number}.`,
    description: `Takes images of ${data}, applies method ${number % 37} and writes one table for each.`,
    authors: [{ name: `Author ${number % 211}`, affiliation: "Example Institute" }],
    license: "Apache-2.0",
    images: [{ reference: `ghcr.io/lab/${name}:1.${number % 10}.0` }],
    run: { mode: "batch", command: ["python3", "-m", word] },
    inputs: [
      { key: "images", type: "image", description: `Images of ${data}.`, formats: [{ name: "OME-TIFF" }] },
      { key: "threshold", type: "number", default: 0.5, minimum: 0, maximum: 1 },
      { key: "mode", type: "choice", choices: ["fast", "exact"], default: "fast" },
    ],
    outputs: [{ key: "table", type: "table" }],
    hardware: { cpuMinimum: 1, memoryMiB: 512 + (number % 8) * 512 },
    concepts: [word, data],
  };
}
