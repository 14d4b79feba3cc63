import assert from "node:assert/strict";
import { test } from "node:test";
import { discover } from "../../src/pipeline/discover.ts";
import { MANIFEST_CAP_BYTES, read } from "../../src/pipeline/read.ts";
import { fakeSource, makeRepository, makeRun } from "./make-run.ts";

test("files come back in the order they were found, whichever was read first", async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}.plugin.json`, String(at)]));
  const source = fakeSource([{ repository: makeRepository("lab", "a"), files }]);
  const slow = {
    ...source,
    async read(...args: Parameters<typeof source.read>) {
      await new Promise((done) => setTimeout(done, (args[1].path.length * 7) % 5));
      return source.read(...args);
    },
  };
  const run = makeRun({ sources: [slow] });
  const found = await discover(run);
  const texts = (await read(run, found)).map(({ content }) =>
    content.outcome === "bytes" ? new TextDecoder().decode(content.bytes) : content.reason,
  );
  assert.deepEqual(texts, Object.values(files));
});

test("one file that cannot be read leaves its whole repository as it was", async () => {
  const broken = makeRepository("lab", "broken");
  const source = fakeSource([
    {
      repository: broken,
      files: { "a.plugin.json": "{}", "b.plugin.json": new Error("timeout"), "c.plugin.json": "" },
    },
    { repository: makeRepository("lab", "fine"), files: { "d.plugin.json": "{}" } },
  ]);
  const run = makeRun({ sources: [source] });
  const found = await discover(run);
  const files = await read(run, found);
  assert.deepEqual(
    files.map(({ file }) => file.path),
    ["d.plugin.json"],
  );
  assert.equal(found.unreachable.length, 1);
  assert.deepEqual(found.notices, ["github.com/lab/broken: b.plugin.json: timeout"]);
});

test("what a source refuses to hand out goes on, with the reason", async () => {
  const refused = { outcome: "refused", reason: "too-large", message: "a: too large" } as const;
  const run = makeRun({
    sources: [fakeSource([{ repository: makeRepository("lab", "a"), files: { "a.plugin.json": refused } }])],
  });
  const [file] = await read(run, await discover(run));
  assert.deepEqual(file?.content, refused);
});

test("the cap is 256 KiB", () => assert.equal(MANIFEST_CAP_BYTES, 262_144));
