import assert from "node:assert/strict";
import { test } from "node:test";
import { makeProgress } from "../../src/commands/progress.ts";
import type { Progress } from "../../src/pipeline/run.ts";

function told(isTerminal: boolean, work: (progress: Progress) => void): string {
  let text = "";
  work(
    makeProgress((part) => {
      text += part;
    }, isTerminal),
  );
  return text;
}

function example(progress: Progress): void {
  for (let at = 1; at <= 3; at++) progress("discover", at, 3, `github.com/lab/r${at}`);
  progress("read", 1, 1, "x.plugin.json");
  progress("publish", 1, 2, "JSON API");
  progress("publish", 2, 2, "Site");
}

test("where nobody looks: a line a stage, with its one thing or how many", () => {
  assert.equal(told(false, example), "[ 1/10] discover  3\n[ 2/10] read      x.plugin.json\n[10/10] publish   2\n");
});

test("on a terminal: one line that is written over, a new one for each stage, an end after the last", () => {
  const lines = told(true, example).split("\n");
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? "", /\[ 1\/10\] discover {2}█{20} 3\/3 github\.com\/lab\/r3$/);
  assert.match(lines[0] ?? "", /█{7}░{13} 1\/3/);
  assert.match(lines[2] ?? "", /\[10\/10\] publish {3}█{20} 2\/2 Site$/);
  assert.equal(lines[3], "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what writes the line over
  assert.equal([...told(true, example).matchAll(/\r\u001b\[2K/g)].length, 6);
});

const hostile = ["a\nb", "\u001b[31mred", "\u001b]0;title\u0007", "\u009b2J", "\u202eevil", "x".repeat(5000), "\0"];

for (const isTerminal of [true, false]) {
  test(`notes of strangers ${isTerminal ? "on a terminal" : "elsewhere"} are one short line without control characters`, () => {
    for (const note of hostile) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: our own sequence is taken away first
      const text = told(isTerminal, (progress) => progress("read", 1, 1, note)).replace(/^\r\u001b\[2K/, "");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is asked
      assert.doesNotMatch(text.replace(/\n$/, ""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      assert.ok(text.length < 130, String(text.length));
    }
  });
}

test("nothing to do is a full bar, not a broken one", () => {
  assert.doesNotMatch(
    told(true, (progress) => progress("scan", 0, 0)),
    /NaN/,
  );
});
