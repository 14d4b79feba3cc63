import assert from "node:assert/strict";
import { test } from "node:test";
import { unifiedDiff } from "../../src/document/unified-diff.ts";

test("a diff shows three lines around each change, and the ends of lines", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9";
  const after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
  const expected = [
    ...["--- a/x.json", "+++ b/x.json", "@@ -2,8 +2,8 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
    ...["-9", "\\ No newline at end of file", "+9", ""],
  ];
  assert.equal(unifiedDiff("x.json", before, after), expected.join("\n"));
});

const rows: [what: string, before: string, after: string, hunks: string[]][] = [
  ["nothing", "a\n", "a\n", []],
  ["a file that was empty", "", "a\n", ["@@ -0,0 +1 @@"]],
  ["a file that becomes empty", "a\n", "", ["@@ -1 +0,0 @@"]],
  ["changes far apart", `a\n${"x\n".repeat(9)}b\n`, `A\n${"x\n".repeat(9)}B\n`, ["@@ -1,4 +1,4 @@", "@@ -8,4 +8,4 @@"]],
  ["changes near to each other", `a\n${"x\n".repeat(6)}b\n`, `A\n${"x\n".repeat(6)}B\n`, ["@@ -1,8 +1,8 @@"]],
];

for (const [what, before, after, hunks] of rows) {
  test(`the diff of ${what} has the right places`, () => {
    const diff = unifiedDiff("f", before, after);
    assert.deepEqual(
      diff.split("\n").filter((line) => line.startsWith("@@")),
      hunks,
    );
  });
}

test("a name with a line break cannot add lines to the head", () => {
  const diff = unifiedDiff("a\n+++ b/other", "1\n", "2\n");
  assert.equal(diff.split("\n")[0], '--- "a/a\\n+++ b/other"');
  assert.equal(diff.split("\n").length, 6);
});

test("any two texts: the diff, applied, gives the second (seeds 1 to 300)", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = random(seed);
    const lines = Array.from({ length: Math.floor(next() * 40) }, () => `line ${Math.floor(next() * 6)}`);
    const edited = lines.flatMap((line) => (next() < 0.2 ? [] : next() < 0.2 ? [line, `new ${next()}`] : [line]));
    const before = lines.join("\n") + (lines.length > 0 && next() < 0.5 ? "\n" : "");
    const after = edited.join("\n") + (edited.length > 0 && next() < 0.5 ? "\n" : "");
    assert.equal(patch(before, unifiedDiff("f", before, after)), after, `seed ${seed}`);
  }
});

test("texts that differ in thousands of lines are told in bounded time", () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `old ${index}\n`).join("");
  const after = Array.from({ length: 20_000 }, (_, index) => `new ${index}\n`).join("");
  const started = performance.now();
  assert.equal(patch(before, unifiedDiff("f", before, after)), after);
  assert.ok(performance.now() - started < 10_000);
});

/** Applies a unified diff, as strictly as patch does with no fuzz. */
function patch(before: string, diff: string): string {
  const old = before === "" ? [] : before.split(/(?<=\n)/);
  const result: string[] = [];
  let at = 0;
  const lines = diff.split("\n");
  for (const [index, line] of lines.entries()) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (hunk !== null) {
      const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
      while (at < start) result.push(old[at++] ?? assert.fail("past the end"));
    } else if (index > 1 && /^[ +-]/.test(line)) {
      const text = line.slice(1) + (lines[index + 1]?.startsWith("\\") ? "" : "\n");
      if (line[0] !== "+") assert.equal(old[at++], text);
      if (line[0] !== "-") result.push(text);
    }
  }
  return [...result, ...old.slice(at)].join("");
}

function random(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
