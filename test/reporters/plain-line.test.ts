import assert from "node:assert/strict";
import { test } from "node:test";
import { cutLine, plainLine } from "../../src/reporters/plain-line.ts";

test("takes terminal sequences, control characters and direction marks away", () => {
  const rows: [string, string][] = [
    ["\u001b[31mred\u001b[0m", "red"],
    ["a\r\nb\tc", "a  b c"],
    ["\u001b]0;title\u0007x", " ]0;title x"],
    ["a\u202Eb\u2066c\u200F", "abc"],
    ["a\u2028b\u0085c", "a b c"],
    ["é 中 😀 👩‍🔬", "é 中 😀 👩‍🔬"],
  ];
  for (const [text, plain] of rows) assert.equal(plainLine(text), plain);
});

test("cuts between characters", () => {
  assert.equal(cutLine("abcdef", 6), "abcdef");
  assert.equal(cutLine("abcdefg", 6), "abcde…");
  assert.equal(cutLine("abcd😀fgh", 6), "abcd…");
  assert.ok(cutLine("x".repeat(10_000_000), 100).length === 100);
});
