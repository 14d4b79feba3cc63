import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsWithoutPrivate, withoutPrivate, withoutPrivateText } from "../../src/catalog/privacy.ts";
import { startDraft } from "../../src/families/draft.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Plugin } from "../../src/model/plugin.ts";

const KEY = `ghp_${"a".repeat(36)}`;
const { plugin } = startDraft("own", "tool", "x");

function kept(change: Partial<Plugin>): Plugin {
  return withoutPrivate({ ...plugin, ...change });
}

const texts: [written: string, shown: string][] = [
  ["mail ada@example.org now", "mail [address withheld] now"],
  ["ghcr.io/lab/x@sha256:0123", "ghcr.io/lab/x@sha256:0123"],
  ["no@tld", "no@tld"],
  [`token ${KEY}.`, "token [redacted]."],
  ["https://ada:hunter2@example.org/x", "https://[redacted]@example.org/x"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "[redacted]"],
  ["plain", "plain"],
];

for (const [written, shown] of texts) {
  test(`${JSON.stringify(written)} is kept as ${JSON.stringify(shown)}`, () => {
    assert.equal(withoutPrivateText(written), shown);
    assert.deepEqual(withoutPrivateText({ [written]: [written] }), { [shown]: [shown] });
  });
}

test("contact is shown where the manifest asks for it, and only then; a key in it never", () => {
  const contact = `help@example.org ${KEY}`;
  assert.equal(kept({ contact, from: { "/contact": "manifest" } }).contact, "help@example.org [redacted]");
  assert.equal(kept({ contact, from: { "/contact": "readme" } }).contact, "[address withheld] [redacted]");
});

test("e-mails of authors, values of secret parameters and of their tests are gone", () => {
  const parameter = { direction: "in", kind: "string", rawType: "string" } as const;
  const record = kept({
    authors: [{ name: "Ada", email: "ada@example.org" }],
    parameters: [
      { ...parameter, formats: [], key: "pin", secret: true, default: "1", choices: ["1"] },
      { ...parameter, formats: [], key: "apiToken", default: "hunter2" },
      { ...parameter, formats: [], key: "a", label: "Password", default: "hunter2" },
      { ...parameter, formats: [], key: "use_token", default: true },
    ],
    tests: [{ name: "t", inputs: { pin: 1, apiToken: "hunter2", other: 2 } }],
  });
  assert.deepEqual(record.authors, [{ name: "Ada" }]);
  assert.deepEqual(
    record.parameters.map(({ default: value }) => value),
    [undefined, undefined, undefined, true],
  );
  assert.equal(record.parameters[0]?.choices, undefined);
  assert.deepEqual(record.tests[0]?.inputs, { other: 2 });
});

test("names of images and packages stay what they are; a text in their place does not", () => {
  const { images, packages } = kept({
    images: [
      { raw: "ghcr.io/lab/x@sha256:0123", role: "run" },
      { raw: "ask ada@example.org", role: "run" },
    ],
    packages: ["pkg:npm/%40lab/x@1.0.org", "pkg:pypi/x ada@example.org"],
  });
  assert.deepEqual(
    images.map(({ raw }) => raw),
    ["ghcr.io/lab/x@sha256:0123", "ask [address withheld]"],
  );
  assert.deepEqual(packages, ["pkg:npm/%40lab/x@1.0.org", "pkg:pypi/x [address withheld]"]);
});

test("an edit with something private in it is left out, never changed", () => {
  const finding: Finding = {
    ...{ check: "family-schema", level: "error", message: "got ada@example.org", url: "x" },
    at: { file: "a.json", pointer: "", line: 1, column: 1 },
  };
  const edit = (text: string) => [{ offset: 0, length: 0, text }];
  const [whole, bare] = findingsWithoutPrivate([
    { ...finding, fix: edit("true") },
    { ...finding, fix: edit('"ada@example.org"') },
  ]);
  assert.equal(whole?.message, "got [address withheld]");
  assert.deepEqual(whole?.fix, edit("true"));
  assert.equal(bare?.fix, undefined);
});
