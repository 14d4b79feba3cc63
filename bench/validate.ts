/**
 * How much more than the bare minimum do stages 2–4 cost? Read, normalize and validate every manifest of real
 * repositories, beside plain parsing and a compiled ajv over the same files and schemas in the same process.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvDraft04 from "ajv-draft-04";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { emptyCatalog } from "../src/catalog/read-catalog.ts";
import { defaultConfig } from "../src/config/waybill-config.ts";
import { discover } from "../src/pipeline/discover.ts";
import { GENERATOR } from "../src/pipeline/generator.ts";
import { mapLimited } from "../src/pipeline/map-limited.ts";
import { normalize } from "../src/pipeline/normalize.ts";
import { read } from "../src/pipeline/read.ts";
import type { ReadingRun } from "../src/pipeline/run.ts";
import type { ReadFile, Subject } from "../src/pipeline/subject.ts";
import { validate } from "../src/pipeline/validate.ts";
import { openSource } from "../src/sources/index.ts";
import { median, printFigures } from "./figures.ts";

const ROUNDS = 7;
const AS_OF = "2026-01-01T00:00:00.000Z";
const SCHEMAS = join(import.meta.dirname, "..", "schemas");

/** Families with a JSON Schema, by the dialect of it; the others are only parsed by the peer. */
const PEER_SCHEMAS: readonly (readonly [family: string, file: string, dialect: "04" | "07" | "2020"])[] = [
  ["boutiques", "third-party/boutiques/descriptor.schema.json", "04"],
  ["wipp", "third-party/wipp/fair-chain-manifest.schema.json", "07"],
  ["nfcore", "third-party/nfcore/meta-schema.json", "2020"],
  ["own", "plugin-manifest.schema.json", "2020"],
];

interface PeerFile {
  path: string;
  family: string;
}

/** Compiles a schema as one would without us; nested ids must go, ajv refuses those that repeat. */
async function compilePeer(file: string, dialect: "04" | "07" | "2020"): Promise<ValidateFunction> {
  const text = await readFile(join(SCHEMAS, file), "utf8");
  const isNested = (holder: unknown, key: string, value: unknown) =>
    (key === "$id" || key === "id") && typeof value === "string" && !(Object(holder).$schema !== undefined);
  const schema = JSON.parse(text, function dropIds(this: unknown, key: string, value: unknown) {
    return isNested(this, key, value) ? undefined : value;
  });
  const options = { allErrors: true, strict: false, logger: false } as const;
  const made =
    dialect === "04" ? new ajvDraft04.default(options) : dialect === "07" ? new Ajv(options) : new Ajv2020(options);
  ajvFormats.default(made, { mode: "fast" });
  return made.compile(schema);
}

async function runPeer(files: readonly PeerFile[], validators: ReadonlyMap<string, ValidateFunction>): Promise<number> {
  const verdicts = await mapLimited(files, 8, async ({ path, family }) => {
    const text = await readFile(path, "utf8");
    const root: unknown = path.endsWith(".json") ? JSON.parse(text) : parse(text, { logLevel: "silent" });
    return validators.get(family)?.(root) ?? true;
  });
  return verdicts.filter((isValid) => !isValid).length;
}

async function runOurs(run: ReadingRun, found: Awaited<ReturnType<typeof discover>>): Promise<Subject[]> {
  return validate(run, normalize(run, await read(run, found)));
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** What of it is the parsing: our positions-on-demand grammar beside theirs. */
function stagesOf(run: ReadingRun, files: readonly ReadFile[]): { normalizeMs: number; validateMs: number } {
  const start = performance.now();
  const subjects = normalize(run, files);
  const middle = performance.now();
  validate(run, subjects);
  return { normalizeMs: middle - start, validateMs: performance.now() - middle };
}

async function main(): Promise<void> {
  const corpus = join(process.env["WAYBILL_DATA"] ?? resolve(import.meta.dirname, "..", "..", "shared"), "corpus");
  if (!existsSync(corpus)) {
    console.error(
      "needs real repositories in corpus/<family>/<owner>__<repo>: set WAYBILL_DATA to the folder that holds them",
    );
    process.exitCode = 2;
    return;
  }
  const clock = { now: () => new Date(AS_OF), sleep: async () => {} };
  const source = openSource(
    { kind: "local-directory", path: corpus },
    { clock, cacheFolder: corpus, environment: process.env },
  );
  const run: ReadingRun = {
    asOf: AS_OF,
    config: { ...defaultConfig(corpus), includeTestPaths: true },
    sources: [source],
    previous: emptyCatalog(GENERATOR, AS_OF),
    progress: () => {},
  };
  const all = await discover(run);
  const recognized = new Map<string, string>();
  for (const { evidence, family } of await runOurs(run, all)) {
    const { owner, name } = evidence.repository;
    // Markdown and HTML are read by section and block, which no parser of JSON or YAML is a peer of.
    if (family === undefined || !/\.(?:json|ya?ml|cwl)$/u.test(evidence.file.path)) continue;
    recognized.set(`${owner}__${name}/${evidence.file.path}`, family.id);
  }
  // One pass over everything, as a run does it; what follows repeats it.
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const files = all.files.filter((one) =>
    recognized.has(`${one.repository.owner}__${one.repository.name}/${one.file.path}`),
  );
  const found = { ...all, files };

  const peerFiles = await findPeerFiles(corpus, files, recognized);
  const validators = new Map<string, ValidateFunction>();
  for (const [family, file, dialect] of PEER_SCHEMAS) {
    if (existsSync(join(SCHEMAS, file))) validators.set(family, await compilePeer(file, dialect));
  }
  const peerMs: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    peerMs.push(await measure(() => runPeer(peerFiles, validators)));
    again.push(await measure(() => runOurs(run, found)));
  }
  const contents = await read(run, found);
  const stages = stagesOf(run, contents);
  const bytes = contents.map(({ content }) => (content.outcome === "bytes" ? content.bytes : new Uint8Array()));
  const hashMs = await measure(async () => bytes.map((each) => createHash("sha256").update(each).digest("hex")));
  printFigures("validate", [
    { name: "manifests", value: files.length, unit: "files" },
    { name: "their size", value: bytes.reduce((sum, each) => sum + each.length, 0) / 2 ** 20, unit: "MiB" },
    { name: "parse + ajv", value: median(peerMs), unit: "ms" },
    { name: "read + normalize + validate", value: median(again), unit: "ms" },
    { name: "of it normalize", value: stages.normalizeMs, unit: "ms" },
    { name: "of it validate", value: stages.validateMs, unit: "ms" },
    { name: "of it sha256 of the bytes", value: hashMs, unit: "ms" },
    { name: "ratio to parse + ajv", value: median(again) / median(peerMs), unit: "×", aim: 2 },
    { name: "peak memory of one pass", value: peakMiB, unit: "MiB", aim: 300 },
  ]);
}

/** The same files by their place on disk; a repository may be spread over several folders. */
async function findPeerFiles(
  corpus: string,
  files: readonly { repository: { owner: string; name: string }; file: { path: string } }[],
  recognized: ReadonlyMap<string, string>,
): Promise<PeerFile[]> {
  const { globSync } = await import("node:fs");
  const folders = globSync("*/*__*", { cwd: corpus });
  return files.flatMap(({ repository, file }) => {
    const name = `${repository.owner}__${repository.name}`;
    const folder = folders.find((one) => one.endsWith(`/${name}`) && existsSync(join(corpus, one, file.path)));
    const family = recognized.get(`${name}/${file.path}`);
    return folder === undefined || family === undefined ? [] : [{ path: join(corpus, folder, file.path), family }];
  });
}

await main();
