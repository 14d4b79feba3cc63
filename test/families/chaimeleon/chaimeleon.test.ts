import assert from "node:assert/strict";
import { test } from "node:test";
import { chaimeleon } from "../../../src/families/chaimeleon/index.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { documentOf } from "../read-root.ts";

const PATH = "batch-applications/count/README.md";

function read(sections: Record<string, string>, path = PATH, repositoryName = "catalogue"): Plugin {
  const all = { Description: "d", Usage: "u", License: "MIT", URL: "", ...sections };
  const text = Object.entries(all).map(([name, words]) => `## ${name}\n${words}\n`);
  const document = documentOf(path, `# count\n${text.join("\n")}`);
  assert.equal(chaimeleon.recognizes(document.root), true);
  const [found] = chaimeleon.normalize(document, { path, repositoryName });
  assert.ok(found !== undefined);
  return found.plugin;
}

const RECOGNIZED: [string, boolean][] = [
  ["## Description\n## Usage\n## Authors\n## License\n", true],
  ["## Description\n## Usage\n## License\n", false],
  ["## Authors\n## Contact info\n## URL\n## License\n", false],
  ["# Description\n# Usage\n# Authors\n# License\n", false],
  ["sections:\n  Description: x\n", false],
];

for (const [text, isOurs] of RECOGNIZED) {
  test(`${JSON.stringify(text)} is ${isOurs ? "an" : "no"} application`, () => {
    assert.equal(chaimeleon.recognizes(documentOf(PATH, text).root), isOurs);
  });
}

/** Section Authors → names and affiliations. */
const AUTHORS: [string, [string, string?][]][] = [
  ["I3M-UPV", [["I3M-UPV"]]],
  ["Yang Example  \nImperial College Town", [["Yang Example", "Imperial College Town"]]],
  ["University of Example", [["University of Example"]]],
  ["- A Roe <roe@example.org>\n- B Doe", [["A Roe"], ["B Doe"]]],
  ["", []],
  ["---", []],
];

for (const [text, authors] of AUTHORS) {
  test(`authors of ${JSON.stringify(text)}`, () => {
    const found = read({ Authors: text }).authors.map((one) => [one.name, one.affiliation]);
    assert.deepEqual(
      found,
      authors.map(([name, affiliation]) => [name, affiliation]),
    );
  });
}

test("the address of the contact is kept, any other is not", () => {
  const mail = "someone@example.org";
  const sections = { Description: mail, Usage: mail, Examples: mail, URL: `https://${mail}/x`, License: `See ${mail}` };
  const { contact, authors: _, ...rest } = read({ ...sections, "Contact info": `Ask ${mail}` });
  assert.equal(contact, `Ask ${mail}`);
  assert.equal(JSON.stringify(rest).includes(mail), false);
});

test("question marks are no contact, and None is no license", () => {
  const plugin = read({ "Contact info": "??", License: "None" });
  assert.deepEqual([plugin.contact, plugin.license], [undefined, undefined]);
});

test("the folder says the mode; elsewhere the repository of the image does", () => {
  assert.equal(read({}).run.mode, "batch");
  assert.equal(read({}, "interactive-applications/x/README.md").run.mode, "interactive");
  assert.equal(read({}, "other/x/README.md").run.mode, "unknown");
  assert.equal(read({}, "other/x/README.md", "image_interactive_x").run.mode, "interactive");
  assert.equal(read({ URL: "https://github.com/a/image_batch_x" }, "other/x/README.md").run.mode, "batch");
});

test("markup stays text", () => {
  const { description } = read({ Description: "<script>alert(1)</script> [x](javascript:y)" });
  assert.equal(description, "<script>alert(1)</script> [x](javascript:y)");
});

test("an empty section is told at its place", () => {
  const document = documentOf(PATH, "# x\n## Description\nd\n## Usage\n## URL\nu\n## License\nMIT\n");
  const faults = chaimeleon.validate(document).map(({ pointer, message }) => `${pointer}: ${message}`);
  assert.deepEqual(faults, [
    '/sections/Usage: no text in the section "Usage"',
    '/sections: no text in the section "Authors"',
    '/sections: no text in the section "Contact info"',
  ]);
});
