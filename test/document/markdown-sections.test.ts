import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readMarkdown } from "../../src/document/markdown-sections.ts";
import { parseDocument } from "../../src/document/parse-document.ts";

const SEED = 20260811;

/** Text → title, sections. */
const ROWS: [what: string, text: string, title: string | undefined, sections: Record<string, string>][] = [
  ["nothing", "", undefined, {}],
  ["prose alone", "words\n\nmore", undefined, {}],
  [
    "title and sections",
    "# Tool\n\n## Usage\nrun it\n\n## License\nMIT\n",
    "Tool",
    { Usage: "run it", License: "MIT" },
  ],
  ["deeper headings as text", "## A\n### B\nb\n## C\n", undefined, { A: "### B\nb", C: "" }],
  ["a second title ends a section", "# A\n## B\nb\n# C\nc\n", "A", { B: "b" }],
  [
    "headings in fenced code as code",
    "## A\n```sh\n## no\n```\n~~~\n# no\n~~~\n",
    undefined,
    { A: "```sh\n## no\n```\n~~~\n# no\n~~~" },
  ],
  ["a fence that nobody closes", "## A\n```\n## B\n", undefined, { A: "```\n## B" }],
  ["inline code that looks like a fence", "## A\n``` x ```\n## B\n", undefined, { A: "``` x ```", B: "" }],
  ["closing marks", "# A #\n## B ##\n## C#\n", "A", { B: "", "C#": "" }],
  ["no heading without a space", "#A\n##B\n", undefined, {}],
  ["a heading that stands twice", "## A\n1\n## B\n2\n## A\n3\n", undefined, { A: "1\n\n3", B: "2" }],
  ["CRLF and a byte order mark", "\uFEFF# T\r\n## A\r\none\r\ntwo\r\n", "T", { A: "one\r\ntwo" }],
  ["indented code", "    ## A\n   ## B\n", undefined, { B: "" }],
  ["HTML as text", "## A\n<script>x</script>\n", undefined, { A: "<script>x</script>" }],
];

for (const [what, text, title, sections] of ROWS) {
  test(`reads ${what}`, () => {
    const { root } = readMarkdown(text);
    assert.deepEqual([root.title, root.sections], [title, sections]);
  });
}

test("a heading named __proto__ is a section and no prototype", () => {
  const { root } = readMarkdown("## __proto__\nx\n## constructor\ny\n");
  assert.deepEqual(Object.keys(root.sections), ["__proto__", "constructor"]);
  assert.equal(Reflect.get({}, "x"), undefined);
});

test("positions name the heading and the text below it", () => {
  const document = parseDocument("a/README.md", Buffer.from("# Tölle\n\n## Usage\n\nrun it\n"));
  assert.deepEqual([document.syntax, document.isParsed, document.faults], ["markdown", true, []]);
  assert.deepEqual(document.positionOf("/title"), { line: 1, column: 3, offset: 2 });
  assert.deepEqual(document.positionOf("/sections/Usage"), { line: 5, column: 1, offset: 20 });
  assert.equal(document.positionOf("/sections/Usage", "key").line, 3);
  assert.equal(document.positionOf("/sections/License").line, 3);
});

test("every section's text stands where its position says", () => {
  const line = fc.constantFrom("# T", "## A", "## B ##", "```", "~~~~", "text", "  indented", "", "é😀");
  const property = fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), (lines, end) => {
    const text = lines.join(end);
    const { root, span } = readMarkdown(text);
    const children = span.children?.get("sections")?.children ?? new Map();
    assert.deepEqual([...children.keys()].sort(), Object.keys(root.sections).sort());
    for (const [heading, place] of children) {
      assert.ok(root.sections[heading]?.startsWith(text.slice(place.start, place.end)));
      assert.ok(text.slice(place.keyStart).includes(heading));
    }
  });
  fc.assert(property, { seed: SEED, numRuns: 300 });
});

test("a text of headings only, of fences only and of one long line is read in less than half a second", () => {
  for (const text of [
    "## A\n".repeat(50_000),
    "```\n".repeat(60_000),
    `# ${"#".repeat(250_000)}`,
    `## ${" #".repeat(120_000)}x`,
  ]) {
    const before = performance.now();
    readMarkdown(text);
    assert.ok(performance.now() - before < 500);
  }
});
