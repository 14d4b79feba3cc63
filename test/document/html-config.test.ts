import assert from "node:assert/strict";
import { test } from "node:test";
import { findHtmlConfig } from "../../src/document/html-config.ts";
import { parseDocument } from "../../src/document/parse-document.ts";

/** File → inner text of its config; undefined where it has none. */
const ROWS: [string, string, string | undefined][] = [
  ["a block", '<config lang="json">{}</config>', "{}"],
  ["a block without language", "<config>{}</config>", "{}"],
  ["capitals and spaces", '<CONFIG  lang = "json" >{}</Config >', "{}"],
  ["the first of two blocks", "<config>1</config><config>2</config>", "1"],
  ["an example in the documentation", "<docs><config>1</config></docs><config>2</config>", "2"],
  ["a text in a script", '<script>"<config>1</config>"</script><config>2</config>', "2"],
  ["a commented block", "<!-- <config>1</config> --><config>2</config>", "2"],
  ["a comment that does not end", "<!-- <config>1</config>", undefined],
  ["a block that does not end", "<config>{}", undefined],
  ["documentation that does not end", "<docs> text <config>1</config>", "1"],
  ["another element", "<configuration>1</configuration>", undefined],
  ["an empty file", "", undefined],
];

for (const [what, text, inner] of ROWS) {
  test(`${what} gives ${inner === undefined ? "no config" : `the config ${inner}`}`, () => {
    const found = findHtmlConfig(text);
    assert.equal(found && text.slice(found.start, found.end), inner);
  });
}

test("hostile HTML of the largest size is looked through at once", () => {
  const size = 256 * 1024;
  const parts = ["<docs>", "<config", "<!--", "<script>", "<a b", "<", "<docs><script><style><window>", "</config>"];
  for (const part of parts) {
    const before = performance.now();
    findHtmlConfig(part.repeat(size / part.length));
    assert.ok(performance.now() - before < 500, part);
  }
});

test("positions of an HTML file are those of the whole file, with a byte order mark and letters of many bytes", () => {
  const text = '\uFEFF<docs>\nµ›\n</docs>\n<config lang="json">\n{\n  "näme": "x",\n  "tags": ["a"]\n}\n</config>';
  const document = parseDocument("x.imjoy.html", Buffer.from(text));
  assert.equal(document.isParsed, true);
  assert.equal(document.syntax, "json");
  assert.deepEqual(document.root, { näme: "x", tags: ["a"] });
  const offset = Buffer.from(text.slice(0, text.indexOf('"x"'))).length;
  assert.deepEqual(document.positionOf("/näme"), { line: 6, column: 11, offset });
  assert.equal(document.positionOf("/tags", "key").line, 7);
});

test("a config in YAML is read as YAML, at the lines of the file", () => {
  const document = parseDocument("x.imjoy.html", Buffer.from('<config lang="yaml">\nname: x\ntags:\n  - a\n</config>'));
  assert.deepEqual([document.syntax, document.isParsed], ["yaml", true]);
  assert.deepEqual(document.root, { name: "x", tags: ["a"] });
  assert.deepEqual(document.positionOf("/tags/0").line, 4);
});

test("faults of a config stand at the lines of the file", () => {
  const document = parseDocument("x.imjoy.html", Buffer.from("<docs></docs>\n<config>\n{\n  'a': 1}\n</config>"));
  assert.equal(document.isParsed, false);
  assert.deepEqual([document.faults[0]?.position.line, document.faults[0]?.position.column], [4, 3]);
});

test("an HTML file without a config is no document", () => {
  const document = parseDocument("index.html", Buffer.from("<html></html>"));
  assert.deepEqual([document.isParsed, document.faults[0]?.kind], [false, "not-a-document"]);
});
