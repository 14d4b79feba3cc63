import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { serveFolder } from "../../src/commands/serve.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Image } from "../../src/model/image.ts";
import { type GitHubEmulator, startGitHub } from "./github/emulator.ts";
import type { CheckRunState, RepositoryState } from "./github/state.ts";
import { freePort, type RunningRegistry, startRegistry } from "./registry.ts";
import { type SigstoreServices, startSigstore } from "./sigstore.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const WAIT_MS = 30_000;

/** Everything outside Waybill, the App at work in a process of its own, and the site it publishes, served. */
export interface World {
  github: GitHubEmulator;
  registry: RunningRegistry;
  sigstore: SigstoreServices;
  siteUrl: string;
  publicFolder: string;
  catalogFolder: string;
  images(): Image[];
  /** Waits until the catalog holds an entry that is as asked, and its site is published. */
  entry(matches: (entry: Entry) => boolean): Promise<Entry>;
  completedCheckRun(repository: RepositoryState, sha: string): Promise<CheckRunState>;
}

/** Starts all parts on loopback; they end with the test. */
export async function startWorld(t: TestContext): Promise<World> {
  const index = mkdtempSync(join(tmpdir(), "waybill-world-"));
  t.after(() => rmSync(index, { recursive: true, force: true }));
  const registry = await startRegistry(t);
  const sigstore = await startSigstore();
  t.after(() => sigstore.stop());
  const github = await startGitHub();
  t.after(() => github.stop());
  writeIndex(index, registry, sigstore);
  const appUrl = await startApp(t, index, github);
  github.setWebhookUrl(`${appUrl}/api/github/webhooks`);
  const publicFolder = join(index, "public");
  mkdirSync(publicFolder);
  const site = await serveFolder(publicFolder, 0);
  t.after(() => site.stop());
  const catalogFolder = join(index, "catalog");
  const entries = (): Entry[] => readCatalog(catalogFolder)?.repositories.flatMap((record) => record.entries) ?? [];
  return {
    github,
    registry,
    sigstore,
    siteUrl: site.url,
    publicFolder,
    catalogFolder,
    images: () => readCatalog(catalogFolder)?.images ?? [],
    entry: (matches) =>
      until("an entry as asked", () => {
        const entry = entries().find(matches);
        return entry !== undefined && isPublished(publicFolder, entry) ? entry : undefined;
      }),
    completedCheckRun: (repository, sha) =>
      until("a completed check run", () => github.checkRuns(repository, sha).find((run) => run.status === "completed")),
  };
}

function writeIndex(index: string, registry: RunningRegistry, sigstore: SigstoreServices): void {
  const advisories = join(ROOT, "examples", "index-repository", "advisories");
  const lines = [
    "version: 1",
    "title: One plugin",
    "sources: []",
    "registries:",
    `  - { host: ghcr.io, endpoint: "${registry.url}" }`,
    "advisories:",
    `  - { kind: osv-directory, path: "${advisories}" }`,
  ];
  writeFileSync(join(index, "waybill.yml"), `${lines.join("\n")}\n`);
  writeFileSync(join(index, "root.json"), JSON.stringify(sigstore.trustedRootJson));
  const policy = "version: 1\ntrustRoots:\n  test: { file: root.json, require: { log: 1, sct: 1, time: 1 } }\n";
  writeFileSync(join(index, "trust-policy.yml"), policy);
}

async function startApp(t: TestContext, index: string, github: GitHubEmulator): Promise<string> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, "src", "app.ts")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      APP_ID: String(github.appId),
      PRIVATE_KEY: github.privateKey,
      WEBHOOK_SECRET: github.webhookSecret,
      GITHUB_API_URL: github.baseUrl,
      PORT: String(port),
      WAYBILL_INDEX: index,
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  t.after(async () => {
    child.kill("SIGTERM");
    await ended;
    if (process.env["WAYBILL_SHOW_APP"] === "1") t.diagnostic(output.join(""));
  });
  const url = `http://127.0.0.1:${port}`;
  await until("the App to answer", async () => {
    if (child.exitCode !== null) throw new Error(`the App ended: ${output.join("")}`);
    return (await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true ? true : undefined;
  });
  return url;
}

/**
 * The site follows the catalog by a moment. Its list of checksums is written last: where it agrees with the files that
 * tell of the entry, that publish is whole.
 */
function isPublished(folder: string, entry: Entry): boolean {
  const sums = readIfThere(join(folder, "SHA256SUMS"));
  const isListed = (path: string) => {
    const text = readIfThere(join(folder, path));
    return text !== "" && sums.includes(`${createHash("sha256").update(text).digest("hex")}  ${path}\n`);
  };
  if (existsSync(join(folder, ".publishing")) || !isListed("search-index.json")) return false;
  const path = `api/v1/entries/${entry.slug}.json`;
  if (!isListed(path)) return false;
  const told = readIfThere(join(folder, path));
  if (entry.status !== "gone") return told.includes(entry.manifest.sha256) && told.includes(entry.lastChanged);
  return !readIfThere(join(folder, "search-index.json")).includes(entry.slug);
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + WAIT_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
  throw new Error(`waited ${WAIT_MS / 1000} s for ${what}`);
}
