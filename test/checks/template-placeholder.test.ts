import assert from "node:assert/strict";
import { test } from "node:test";
import { findPlaceholder } from "../../src/checks/placeholder.ts";
import { templatePlaceholder } from "../../src/checks/template-placeholder.ts";
import { evidence, named, plugin, told } from "./make-evidence.ts";

/** A shell variable, written so that it is no template of ours. */
const VARIABLE = ["$", "{TAG}"].join("");

test("knows the marks of templates", () => {
  const rows: [string, string | undefined][] = [
    ["{{cookiecutter.name}}", "{{cookiecutter.name}}"],
    ["a @@VERSION@@ b", "@@VERSION@@"],
    [`x:${VARIABLE}`, VARIABLE],
    ["a{{b", undefined],
    ["user@@host", undefined],
    ["$5}", undefined],
    ["plain", undefined],
  ];
  for (const [text, placeholder] of rows) assert.equal(findPlaceholder(text), placeholder, text);
  const started = performance.now();
  findPlaceholder("{{".repeat(500_000));
  assert.ok(performance.now() - started < 200);
});

test("finds placeholders in name, version and image", () => {
  const record = plugin({
    name: "{{n}}",
    version: { raw: "@@V@@", kind: "template" },
    images: [named(`lab/x:${VARIABLE}`)],
  });
  assert.deepEqual(told(templatePlaceholder, evidence({ plugin: record })), [
    "fail",
    'error the name holds the placeholder "{{n}}"',
    'error the version holds the placeholder "@@V@@"',
    `error the image holds the placeholder "${VARIABLE}"`,
  ]);
  assert.deepEqual(told(templatePlaceholder, evidence()), ["pass"]);
});
