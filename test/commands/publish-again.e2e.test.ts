import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { copyExample } from "./make-index.ts";
import { runHere } from "./run-here.ts";

async function published(t: TestContext): Promise<string> {
  const index = copyExample(t);
  assert.equal((await runHere(["crawl", "--index", index])).exit, 0);
  assert.equal((await runHere(["publish", "--index", index])).exit, 0);
  return index;
}

async function publishAgain(index: string) {
  const { stdout, stderr, stages } = await runHere(["publish", "--index", index, "--json"]);
  assert.equal(stderr, "");
  const { files, written, removed } = JSON.parse(stdout);
  return { files, written, removed, isMade: stages.includes("publish") };
}

test("nothing changed: nothing is made, and the answer is the same", async (t) => {
  const index = await published(t);
  const sums = readFileSync(join(index, "public/SHA256SUMS"), "utf8");
  const answer = { files: sums.split("\n").length, written: 0, removed: 0, isMade: false };
  assert.deepEqual(await publishAgain(index), answer);
  // A crawl that finds nothing new leaves the catalog as it is.
  assert.equal((await runHere(["crawl", "--index", index])).exit, 0);
  assert.deepEqual(await publishAgain(index), answer);
  rmSync(join(index, ".waybill"), { recursive: true });
  assert.equal((await publishAgain(index)).isMade, true, "without the cache it is made again");
});

const changes: [what: string, change: (index: string) => void][] = [
  ["a page that was removed", (index) => rmSync(join(index, "public/index.html"))],
  ["a page that was changed", (index) => appendFileSync(join(index, "public/index.html"), " ")],
  ["a page of the same size", (index) => writeFileSync(join(index, "public/robots.txt"), sameSize(index))],
  ["a publish that was cut short", (index) => writeFileSync(join(index, "public/.publishing"), "stray.html\n")],
  ["another address", (index) => appendFileSync(join(index, "waybill.yml"), "siteUrl: https://plugins.example.org\n")],
];

function sameSize(index: string): string {
  return "x".repeat(readFileSync(join(index, "public/robots.txt")).length);
}

for (const [what, change] of changes) {
  test(`${what} is mended by the next publish`, async (t) => {
    const index = await published(t);
    const before = readFileSync(join(index, "public/SHA256SUMS"), "utf8");
    change(index);
    assert.equal((await publishAgain(index)).isMade, true);
    if (what !== "another address") assert.equal(readFileSync(join(index, "public/SHA256SUMS"), "utf8"), before);
    assert.equal((await publishAgain(index)).isMade, false);
  });
}
