import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { anchorsOf, brokenLinks, linksOf } from "./markdown.ts";
import { ROOT } from "./source-files.ts";

const pages = ["README.md", "CONTRIBUTING.md", ...globSync("{docs,src,schemas,examples,action}/**/*.md", { cwd: ROOT })]
  .filter((path) => !/node_modules|third-party|\bdist\b/.test(path))
  .sort();

/** Folders that only one machine has: a home, a mount, a temporary folder with a name. */
const MACHINE_PATH = /(?<![\w.:/$}-])\/(?:work|root|mnt|Users\/\w+|home\/\w+|tmp\/\w+)\//;

test("README, CONTRIBUTING, LICENSE and the pages of docs are there", () => {
  const expected = ["README.md", "CONTRIBUTING.md", "LICENSE", "docs/design.md", "docs/glossary.md"];
  assert.deepEqual(
    expected.filter((path) => !existsSync(join(ROOT, path))),
    [],
  );
});

test("links in Markdown lead to files and headings", () => {
  const present = pages.filter((path) => existsSync(join(ROOT, path)));
  assert.deepEqual(
    present.flatMap((path) => brokenLinks(ROOT, join(ROOT, path))),
    [],
  );
});

test("every word of the glossary leads to a file, and a type to the file that defines it", () => {
  const text = readFileSync(join(ROOT, "docs/glossary.md"), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| ") && !/^\| (?:word|stage|outcome) \|/.test(line));
  assert.ok(rows.length > 40, "words are found");
  assert.deepEqual(
    rows.filter((row) => !linksOf(row).some((link) => link.target.startsWith("../"))),
    [],
  );
});

test("no page names a folder of one machine", () => {
  const faults: string[] = [];
  for (const path of [...pages, ".github/workflows/ci.yml", ".ci/run", "package.json", "package-lock.json"]) {
    if (!existsSync(join(ROOT, path))) continue;
    for (const [at, line] of readFileSync(join(ROOT, path), "utf8").split("\n").entries()) {
      const found = MACHINE_PATH.exec(line)?.[0];
      if (found !== undefined) faults.push(`${path}:${at + 1}: ${found}`);
    }
  }
  assert.deepEqual(faults, []);
});

const links: [text: string, targets: string[]][] = [
  ['see [a](b.md) and ![c](d/e.png "title")', ["b.md", "d/e.png"]],
  ["`[a](b.md)`\n```\n[c](d.md)\n```\n[e](f.md#g)", ["f.md#g"]],
  ["[a]: b.md\n[x](<c.md>)", ["b.md", "c.md"]],
];

for (const [text, targets] of links) {
  test(`links are found in ${JSON.stringify(text)}`, () => {
    assert.deepEqual(
      linksOf(text).map((link) => link.target),
      targets,
    );
  });
}

test("anchors are those that headings get", () => {
  const text = '# One Two\n## `validate` & more\n### A [link](x.md)\n<a id="own"></a>';
  assert.deepEqual([...anchorsOf(text)], ["one-two", "validate--more", "a-link", "own"]);
});

test("a folder of a machine is noticed, a path of an image or a URL is not", () => {
  assert.ok(MACHINE_PATH.test("run `/home/me/x.sh`"));
  assert.ok(MACHINE_PATH.test('"path": "/mnt/disk/x"'));
  assert.ok(!MACHINE_PATH.test("https://example.org/mnt/disk/x"));
  assert.ok(!MACHINE_PATH.test("examples/mnt/disk/x"));
});
