import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../commands/make-index.ts";
import { ROOT, runNode } from "../commands/run-cli.ts";

/** What the tests of families and tables need of the project. */
const NEEDED = [
  "src",
  "schemas",
  "index-site",
  "trust",
  "test/families",
  "test/fixtures",
  "test/house",
  "package.json",
];

/** Files that a page writes out: a line with nothing but a path, then a block. */
function filesOf(page: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const match of page.matchAll(/^`(?<path>[\w./-]+)`\n\n```\w+\n(?<text>.*?)^```$/gms)) {
    files.set(match.groups?.["path"] ?? "", match.groups?.["text"] ?? "");
  }
  return files;
}

/** The lines that the page adds to the table, put where the alphabet has them. */
function addRow(table: string): string {
  const row = /^ {2}(?<name>\w+),$/gm;
  const list = /(?<=export const families = \[\n)[^\]]*/;
  const rows = [...(list.exec(table)?.[0] ?? "").matchAll(row)].map((match) => match.groups?.["name"] ?? "");
  assert.ok(rows.length > 5, "the table is found");
  const sorted = [...rows, "labtool"].sort();
  const next = sorted[sorted.indexOf("labtool") + 1] ?? "";
  return table
    .replace(list, sorted.map((name) => `  ${name},\n`).join(""))
    .replace(new RegExp(`^import \\{ ${next} \\}`, "m"), `import { labtool } from "./labtool/index.ts";\n$&`);
}

/** A run of tests of its own: one inside another is told by the environment, and does nothing. */
function runTests(folder: string, args: readonly string[]): { status: number | null; stdout: string } {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...args], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
}

function listFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "latin1")];
    }),
  );
}

test("a family added by the words of docs/adding-a-family.md works, and touches three places", async (t) => {
  const folder = makeFolder(t);
  for (const path of NEEDED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  const before = listFiles(folder);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));

  const page = readFileSync(join(ROOT, "docs/adding-a-family.md"), "utf8");
  const files = filesOf(page);
  assert.equal(files.size, 7);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const table = join(folder, "src/families/index.ts");
  writeFileSync(table, addRow(readFileSync(table, "utf8")));

  // Without the folder of fixtures that the page asks for, these tests would say so.
  const tests = ["test/families/golden.test.ts", "test/house/extensions.test.ts"];
  const made = runTests(folder, ["--test-update-snapshots", tests[0] ?? ""]);
  assert.equal(made.status, 0, made.stdout.slice(-3_000));
  const ran = runTests(folder, tests);
  assert.equal(ran.status, 0, ran.stdout.slice(-3_000));
  assert.match(ran.stdout, /labtool\/threshold becomes the record beside it/);

  const manifest = "test/fixtures/families/labtool/threshold/labtool.json";
  const said = await runNode([join(folder, "src/cli.ts"), "validate", manifest, "--json"], { cwd: folder });
  const [report] = JSON.parse(said.stdout).manifests;
  assert.deepEqual([report.family, report.plugins], ["labtool", ["threshold"]], said.stderr);
  const outside = report.findings.find((finding: { check: string }) => finding.check === "default-in-range");
  assert.equal(outside?.at.line, 7, "the line of the author's default");

  const places = new Set<string>();
  for (const [path, text] of listFiles(folder)) {
    if (before.get(path) === text || path.startsWith("node_modules")) continue;
    places.add(/^(?:src\/families\/labtool|test\/fixtures\/families\/labtool)(?=\/)/.exec(path)?.[0] ?? path);
  }
  assert.deepEqual([...places].sort(), [
    "src/families/index.ts",
    "src/families/labtool",
    "test/fixtures/families/labtool",
  ]);
});
