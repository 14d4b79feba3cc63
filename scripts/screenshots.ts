import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import type { CommandPorts } from "../src/commands/command.ts";
import { crawlIndex } from "../src/commands/crawl.ts";
import { publishIndex } from "../src/commands/publish.ts";
import { serveFolder } from "../src/commands/serve.ts";
import { loadIndex } from "../src/search/build-index.ts";
import { APT_LINE, findProgram } from "../test/parts/presence.ts";

const ROOT = resolve(import.meta.dirname, "..");
const AS_OF = "2026-03-01T12:00:00Z";
const MAX_BYTES = 200_000;
const QUERY = "image";
const PLUGIN = "segment-nuclei";

/** Gray edges of letters, whatever the screen: smaller files, and the same ones at every run. */
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text", "--force-device-scale-factor=1"];

/** One picture for the README: which page, how it is looked at, and how much of its height is shown. */
interface Shot {
  name: string;
  page: "search" | "plugin";
  width: number;
  /** Pixels. */
  height: number;
  colorScheme: "light" | "dark";
}

const SHOTS: readonly Shot[] = [
  { name: "search.png", page: "search", width: 1280, height: 740, colorScheme: "light" },
  { name: "plugin.png", page: "plugin", width: 1280, height: 960, colorScheme: "light" },
  { name: "search-dark-phone.png", page: "search", width: 360, height: 780, colorScheme: "dark" },
  { name: "plugin-dark-phone.png", page: "plugin", width: 360, height: 780, colorScheme: "dark" },
];

/** Publishes the example index of a fixed day, and takes pictures of it in Chromium. */
async function main(): Promise<void> {
  const executablePath = findProgram("chromium");
  if (executablePath === undefined) throw new Error(`needs chromium: ${APT_LINE}`);
  const folder = mkdtempSync(join(tmpdir(), "waybill-screenshots-"));
  try {
    const site = await publishExample(folder);
    const { url, stop } = await serveFolder(site, 0);
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    try {
      const paths = { search: `?${new URLSearchParams({ q: QUERY })}`, plugin: `p/${slugOf(site, PLUGIN)}/` };
      for (const shot of SHOTS) await takeShot(browser, `${url}${paths[shot.page]}`, shot);
    } finally {
      await browser.close();
      await stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function publishExample(folder: string): Promise<string> {
  const index = join(ROOT, "examples", "index-repository");
  const folders = { index, catalog: join(folder, "catalog"), cache: join(folder, "cache.db") };
  const ports: CommandPorts = {
    clock: { now: () => new Date(AS_OF), sleep: async () => undefined },
    asOf: AS_OF,
    folder: index,
    environment: process.env,
    progress: () => undefined,
    color: false,
    signal: new AbortController().signal,
  };
  await crawlIndex(folders, { ports });
  const site = join(folder, "public");
  publishIndex(folders, site, { ports });
  return site;
}

function slugOf(site: string, name: string): string {
  const { documents } = loadIndex(readFileSync(join(site, "search-index.json"), "utf8"));
  const found = documents.find((document) => document.name === name);
  if (found === undefined) throw new Error(`the example has no plugin ${name}`);
  return found.slug;
}

async function takeShot(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { width, height, colorScheme, name } = shot;
  const options: BrowserContextOptions = { viewport: { width, height }, colorScheme, reducedMotion: "reduce" };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  // The list of a search says why each plugin was found; without this line it is still that of the page.
  if (shot.page === "search") await page.locator("#results .because").first().waitFor();
  const path = join(ROOT, "docs", "images", name);
  mkdirSync(join(ROOT, "docs", "images"), { recursive: true });
  await page.screenshot({ path, caret: "hide", animations: "disabled" });
  await context.close();
  const { size } = statSync(path);
  if (size > MAX_BYTES) throw new Error(`${name}: ${size} bytes, at most ${MAX_BYTES}`);
  console.log(`docs/images/${name} ${size} bytes`);
}

await main();
