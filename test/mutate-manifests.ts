/** CORPUS SEED COUNT: mutated real manifests through stages 3, 4 and the checks; prints what it met as JSON. */
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { emptyCatalog } from "../src/catalog/read-catalog.ts";
import { defaultConfig } from "../src/config/waybill-config.ts";
import { matchFamilies } from "../src/families/match.ts";
import { judge } from "../src/pipeline/grade.ts";
import { normalize } from "../src/pipeline/normalize.ts";
import { MANIFEST_CAP_BYTES } from "../src/pipeline/read.ts";
import type { ReadingRun } from "../src/pipeline/run.ts";
import type { ReadFile } from "../src/pipeline/subject.ts";
import { validate } from "../src/pipeline/validate.ts";
import type { OpenSource } from "../src/sources/source.ts";

/** What the run met. */
export interface Met {
  mutations: number;
  recognized: number;
  findings: number;
  slowestMs: number;
  slowest: string;
  peakMiB: number;
  faults: { path: string; mutation: number; error: string }[];
}

const AS_OF = "2026-01-01T00:00:00.000Z";
const [corpus = "", seed = "1", count = "10000"] = process.argv.slice(2);

let state = Number(seed) >>> 0;

/** mulberry32: a whole number below the limit. */
function below(limit: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((((mixed ^ (mixed >>> 14)) >>> 0) * limit) / 2 ** 32) | 0;
}

function pick<T>(items: readonly T[], fallback: T): T {
  return items[below(items.length)] ?? fallback;
}

const PIECES = [
  ...[
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\n",
    "\t",
    "\\",
    "#",
    "|",
    ">",
    "&a ",
    "*a",
    "!!js/function ",
    "---\n",
    "%YAML 1.1\n",
  ],
  ...[
    "\0",
    "\u{FEFF}",
    "\u2028",
    "\uD800",
    "\u202E",
    "é",
    "🧬",
    "null",
    "true",
    "-1",
    "1e999",
    "0x10",
    "NaN",
    ".inf",
    "<<: ",
  ],
  ...[
    '"__proto__": {"x": 1},',
    '"constructor": 1,',
    "waybill: 1\n",
    "class: Workflow\n",
    "(a+)+$",
    "../../etc/passwd",
    "$(x)",
  ],
  ...["[".repeat(300), "{a: ".repeat(150), "a".repeat(20_000), "- ".repeat(3_000), "x@y.zz ".repeat(500)],
];

/** One change of the bytes, as a slip, a merge or malice would make it. */
function mutate(bytes: Buffer, other: Buffer): Buffer {
  const at = below(bytes.length + 1);
  const length = below(Math.min(400, bytes.length - at + 1));
  const [head, cut, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
  switch (below(9)) {
    case 0:
      return Buffer.concat([head, tail]);
    case 1:
      return Buffer.concat([head, cut, cut, tail]);
    case 2:
      return Buffer.concat([head, Buffer.from(pick(PIECES, "{")), cut, tail]);
    case 3:
      return head;
    case 4:
      return Buffer.concat([head, Buffer.from([below(256)]), bytes.subarray(at + 1)]);
    case 5: {
      const from = below(other.length + 1);
      return Buffer.concat([head, other.subarray(from, from + length), tail]);
    }
    case 6:
      return replaceValue(bytes);
    case 7:
      return swapLines(bytes);
    default:
      return Buffer.concat([head, Buffer.alloc(below(3) * 1_000, cut.length === 0 ? "x" : cut), tail]);
  }
}

/** A value of JSON or YAML becomes one of another type. */
function replaceValue(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  const values = [...text.matchAll(/(?<=:\s{0,4})(?:"[^"\n]{0,200}"|[\w.-]{1,80})/g)];
  const found = values[below(Math.max(1, values.length))];
  if (found === undefined) return bytes;
  const value = pick(
    ["null", "[]", "{}", "-0", "true", '"true"', '[[["x"]]]', "1e400", '""', '{"default": 3}'],
    "null",
  );
  return Buffer.from(text.slice(0, found.index) + value + text.slice(found.index + found[0].length), "latin1");
}

function swapLines(bytes: Buffer): Buffer {
  const lines = bytes.toString("latin1").split("\n");
  const [one, two] = [below(lines.length), below(lines.length)];
  const [a = "", b = ""] = [lines[one], lines[two]];
  return Buffer.from(lines.with(one, b).with(two, a).join("\n"), "latin1");
}

const run: ReadingRun = {
  asOf: AS_OF,
  config: { ...defaultConfig(corpus), includeTestPaths: true, includeUnparseable: true },
  sources: [],
  previous: emptyCatalog("mutations", AS_OF),
  progress: () => {},
};
const unused: OpenSource = {
  name: "unused",
  repositories: async () => ({ repositories: [], faults: [] }),
  files: async () => [],
  read: async (_repository, { path }) => ({ outcome: "refused", reason: "gone", message: path }),
};

function asRead(path: string, bytes: Uint8Array): ReadFile {
  return {
    repository: { host: "local", owner: "lab", name: "plugins", commit: "worktree", formerNames: [] },
    source: unused,
    file: { path, kind: "file" },
    families: matchFamilies(path),
    config: {},
    content: { outcome: "bytes", bytes, blobOid: "0".repeat(40) },
  };
}

const paths = globSync("*/*__*/**/*", { cwd: corpus })
  .sort()
  .filter((path) => {
    const { size } = statSync(join(corpus, path));
    return size > 0 && size <= MANIFEST_CAP_BYTES && matchFamilies(path.split("/").slice(2).join("/")).length > 0;
  });
const met: Met = { mutations: 0, recognized: 0, findings: 0, slowestMs: 0, slowest: "", peakMiB: 0, faults: [] };
for (let mutation = 0; mutation < Number(count); mutation += 1) {
  const path = pick(paths, "");
  let bytes: Buffer = readFileSync(join(corpus, path));
  const other = readFileSync(join(corpus, pick(paths, "")));
  for (let left = 1 + below(3); left > 0; left -= 1) bytes = mutate(bytes, other);
  const file = asRead(path.split("/").slice(2).join("/"), bytes.subarray(0, MANIFEST_CAP_BYTES));
  const before = performance.now();
  try {
    const judged = judge(run, validate(run, normalize(run, [file])));
    met.recognized += judged.some(({ subject }) => subject.family !== undefined) ? 1 : 0;
    met.findings += judged.reduce((sum, { subject }) => sum + subject.findings.length, 0);
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message).slice(0, 800) : String(error);
    if (met.faults.length < 10) met.faults.push({ path, mutation, error: said });
  }
  const tookMs = performance.now() - before;
  if (tookMs > met.slowestMs) Object.assign(met, { slowestMs: tookMs, slowest: `${path} (mutation ${mutation})` });
  met.mutations += 1;
}
met.peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify(met));
