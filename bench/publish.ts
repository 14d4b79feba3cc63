/**
 * Does the road stay straight? Crawls and publishes 1,000 and 10,000 generated plugins, and runs again with nothing
 * changed. Every size in a process of its own, in a folder of its own.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, printFigures } from "./figures.ts";

const SIZES = [1_000, 10_000] as const;

interface Measured {
  crawlMs: number;
  publishMs: number;
  crawlAgainMs: number;
  publishAgainMs: number;
  peakMiB: number;
}

function measure(count: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), "waybill-bench-"));
  try {
    const script = join(import.meta.dirname, "measure-publish.ts");
    const out = execFileSync(process.execPath, [script, folder, String(count)], { encoding: "utf8" });
    // Written by measure-publish.ts, beside this file.
    return JSON.parse(out) as Measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [few, many] = SIZES.map((count) => measure(count));
if (few === undefined || many === undefined) throw new Error("nothing was measured");
const factor = SIZES[1] / SIZES[0];
const figures: Figure[] = [];
for (const [count, at] of [
  [SIZES[0], few],
  [SIZES[1], many],
] as const) {
  const name = count.toLocaleString("en");
  figures.push(
    { name: `crawl ${name}`, value: at.crawlMs, unit: "ms" },
    { name: `publish ${name}`, value: at.publishMs, unit: "ms" },
    { name: `crawl ${name} again`, value: at.crawlAgainMs, unit: "ms" },
    { name: `publish ${name} again`, value: at.publishAgainMs, unit: "ms" },
    { name: `both again to both first, ${name}`, value: againPercent(at), unit: "%", aim: 10 },
    { name: `peak memory ${name}`, value: at.peakMiB, unit: "MiB" },
  );
}
figures.push(
  { name: "growth of crawl to linear", value: many.crawlMs / few.crawlMs / factor, unit: "×", aim: 1.1 },
  { name: "growth of publish to linear", value: many.publishMs / few.publishMs / factor, unit: "×", aim: 1.1 },
);
printFigures("publish", figures);

function againPercent(at: Measured): number {
  return (100 * (at.crawlAgainMs + at.publishAgainMs)) / (at.crawlMs + at.publishMs);
}
