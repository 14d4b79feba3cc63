import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { textReporter } from "../../../src/reporters/text/index.ts";
import { context, finding, MIXED, MIXED_LINES, report } from "../make-reports.ts";

test("aligns places and says how to mend each finding", () => {
  const findings = [
    finding(),
    finding({ at: { file: "a.json", pointer: "", line: 12, column: 1 }, level: "note", message: "m" }),
  ];
  const lines = textReporter.render([report(findings)], context(["", "", '    "default": 99'])).split("\n");
  assert.deepEqual(lines, [
    'tools/segment.plugin.json:3:16  warning  the default of "sigma" is 99, outside of its range: at most 10  default-in-range',
    '    "default": 99',
    "               ^",
    "    → Change the default, or widen the range.",
    "a.json:12:1                     note     m  default-in-range",
    "    → Change the default, or widen the range.",
    "",
    "waybill validate: 1 manifest, 1 plugin: 1 warning, 1 note",
    "",
  ]);
});

test("says so when there is nothing to mend", () => {
  assert.equal(
    textReporter.render([report([])], context()),
    "waybill validate: 1 manifest, 1 plugin: nothing to mend\n",
  );
  assert.equal(textReporter.render([], context()), "waybill validate: 0 manifests, 0 plugins: nothing to mend\n");
});

test("color changes nothing but color, and plain text has no escapes", () => {
  const plain = textReporter.render(MIXED, context(MIXED_LINES));
  const colored = textReporter.render(MIXED, context(MIXED_LINES, true));
  assert.ok(!plain.includes("\u001b"));
  assert.ok(colored.includes("\u001b["));
  assert.equal(stripVTControlCharacters(colored), plain);
});

test("a manifest cannot write to the terminal", () => {
  const hostile = "\u001b[2J\u001b]0;owned\u0007\r\nfake line";
  const at = { file: hostile, pointer: "", line: 1, column: 1 };
  const text = textReporter.render([report([finding({ message: hostile, remedy: hostile, at })])], context([hostile]));
  assert.ok(!/\p{Cc}/u.test(text.replaceAll("\n", "")));
  assert.ok(text.split("\n").every((line) => !line.startsWith("fake line")));
});
