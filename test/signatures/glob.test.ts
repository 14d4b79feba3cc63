import assert from "node:assert/strict";
import { test } from "node:test";
import { compileGlob, literalLength, matchesGlob } from "../../src/signatures/glob.ts";

const rows: [string, string, boolean][] = [
  ["abc", "abc", true],
  ["abc", "abcd", false],
  ["abc", "xabc", false],
  ["a.c", "abc", false],
  ["refs/tags/*", "refs/tags/v1", true],
  ["refs/tags/*", "refs/tags/a/b", false],
  ["refs/tags/**", "refs/tags/a/b", true],
  ["refs/tags/**", "refs/heads/main", false],
  ["*/w.yml", "a@b/w.yml", false],
  ["a*@**", "abc@refs/tags/v1@x", true],
  ["a*@**", "ab/c@refs", false],
  ["**/x", "a/b/x", true],
  ["*", "", true],
  ["**", "anything/at@all", true],
  ["a**b*c", "a/b/b-c", true],
  ["a**b*c", "a/b/c", false],
  ["***", "a/b", true],
  ["(a+)+$", "(a+)+$", true],
  ["ghcr.io/**", "ghcr.io/lab/plugin", true],
  ["https://github.com/lab/plugin", "https://github.com/lab/plugin-evil", false],
];

for (const [pattern, text, expected] of rows) {
  test(`${pattern} ${expected ? "matches" : "does not match"} ${JSON.stringify(text)}`, () => {
    assert.equal(matchesGlob(compileGlob(pattern) ?? [], text), expected);
  });
}

test("a variable's value is plain text, whatever it holds", () => {
  const glob = compileGlob(`refs/heads/\${branch}`, { branch: "**" });
  assert.ok(glob);
  assert.equal(matchesGlob(glob, "refs/heads/**"), true);
  assert.equal(matchesGlob(glob, "refs/heads/main"), false);
});

test("a variable without a value, or of another name, gives no pattern", () => {
  assert.equal(compileGlob(`\${a}`, {}), undefined);
  assert.equal(compileGlob(`\${a}`, { a: "" }), undefined);
  assert.equal(compileGlob(`\${constructor}`, {}), undefined);
});

test("the folded part ignores ASCII case only, the rest is exact", () => {
  const glob = compileGlob("https://github.com/lab/kit/x") ?? [];
  const length = "https://github.com/lab/kit".length;
  assert.equal(matchesGlob(glob, "https://github.com/LAB/Kit/x", length), true);
  assert.equal(matchesGlob(glob, "https://github.com/LAB/Kit/X", length), false);
  assert.equal(matchesGlob(glob, "https://github.com/lab/\u212Ait/x", length), false);
});

test("a pattern that would take a backtracking matcher forever is answered at once", () => {
  const started = performance.now();
  assert.equal(matchesGlob(compileGlob("*a".repeat(200)) ?? [], "a".repeat(4000)), true);
  assert.equal(matchesGlob(compileGlob(`${"**a".repeat(150)}b`) ?? [], "a".repeat(4000)), false);
  assert.ok(performance.now() - started < 3000);
  assert.equal(matchesGlob(compileGlob("**") ?? [], "a".repeat(5000)), false);
});

test("specificity counts what is literal", () => {
  assert.equal(literalLength(compileGlob("a*b**c") ?? []), 3);
});
