import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckRow } from "../../src/checks/check-row.ts";
import { conceptsStated } from "../../src/checks/concepts-stated.ts";
import { deprecatedStated } from "../../src/checks/deprecated-stated.ts";
import { hardwareStated } from "../../src/checks/hardware-stated.ts";
import { imageIsText } from "../../src/checks/image-is-text.ts";
import { placeholderAuthors } from "../../src/checks/placeholder-authors.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { evidence, parameter, plugin, told } from "./make-evidence.ts";

const rows: [check: CheckRow, part: Partial<Plugin>, expected: string[]][] = [
  [placeholderAuthors, {}, ["not-applicable"]],
  [placeholderAuthors, { authors: [{ name: "Ada Lovelace", email: "ada@lab.org" }] }, ["pass"]],
  [
    placeholderAuthors,
    { authors: [{ name: "John Doe" }] },
    ["fail", 'warning the author "John Doe" is that of an example'],
  ],
  [
    placeholderAuthors,
    { authors: [{ name: "JANE SMITH" }] },
    ["fail", 'warning the author "JANE SMITH" is that of an example'],
  ],
  [
    placeholderAuthors,
    { authors: [{ name: "Ada", email: "someone@example.com" }] },
    ["fail", 'warning the address of the author "Ada" is that of an example'],
  ],
  [
    placeholderAuthors,
    { authors: [{ name: "John Q. Public" }, { name: "First name" }] },
    [
      "fail",
      'warning the author "John Q. Public" is that of an example',
      'warning the author "First name" is that of an example',
    ],
  ],
  [placeholderAuthors, { contact: "author@ict.com" }, ["fail", "warning the contact is an address of an example"]],
  [placeholderAuthors, { contact: "help@lab.org" }, ["pass"]],
  [placeholderAuthors, { authors: [{ name: "Doe, John A." }] }, ["pass"]],

  [deprecatedStated, {}, ["not-applicable"]],
  [deprecatedStated, { deprecated: { replacedBy: "other" } }, ["pass"]],
  [
    deprecatedStated,
    { deprecated: {} },
    ["fail", "note the plugin is deprecated, and neither reason nor successor is stated"],
  ],
  [
    deprecatedStated,
    { description: "DEPRECATED: use b" },
    ["fail", 'note the description says "DEPRECATED", no field does'],
  ],
  [deprecatedStated, { title: "Old tool (deprecated)" }, ["fail", 'note the title says "(deprecated)", no field does']],
  [deprecatedStated, { description: "Finds deprecated calls in code." }, ["not-applicable"]],

  [imageIsText, {}, ["pass"]],
  [
    imageIsText,
    { images: [], ext: { imageIsNoText: true } },
    ["fail", "warning the image is no text: it cannot be read from this file alone"],
  ],

  [hardwareStated, { hardware: { gpu: "none" } }, ["pass"]],
  [hardwareStated, {}, ["fail", "note no hardware is stated: neither cores nor memory nor GPU"]],
  [hardwareStated, { family: "artifacthub" }, ["not-applicable"]],
  [hardwareStated, { kind: "workflow" }, ["not-applicable"]],

  [conceptsStated, { claims: ["segmentation"] }, ["pass"]],
  [conceptsStated, {}, ["fail", "note no concept, keyword or tag is stated"]],
  [conceptsStated, { parameters: [parameter({ formats: [{ raw: "x", edam: "format_3727" }] })] }, ["pass"]],
  [conceptsStated, { family: "wipp" }, ["not-applicable"]],
];

for (const [check, part, expected] of rows) {
  test(`${check.id}: ${JSON.stringify(part).slice(0, 80)}`, () => {
    assert.deepEqual(told(check, evidence({ plugin: plugin(part) })), expected);
  });
}

test("an address of an example is never repeated", () => {
  const authors = [{ name: "Ada", email: "planted@example.com" }];
  const all = told(placeholderAuthors, evidence({ plugin: plugin({ authors, contact: "planted@example.com" }) }));
  assert.equal(all.length, 3);
  assert.ok(!all.join().includes("planted"));
});
