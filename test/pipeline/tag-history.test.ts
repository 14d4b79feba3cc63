import assert from "node:assert/strict";
import { test } from "node:test";
import type { Image } from "../../src/model/image.ts";
import { runPipeline } from "../../src/pipeline/pipeline.ts";
import type { Run } from "../../src/pipeline/run.ts";
import { historyOf } from "../../src/pipeline/tag-history.ts";
import {
  AS_OF,
  digestOf,
  fakeRegistry,
  fakeSource,
  makeRepository,
  makeRun,
  ownManifest,
  rememberedCatalog,
  rememberedImage,
  resolvedImage,
  verdict,
} from "./make-run.ts";

const TAG = "ghcr.io/lab/segment:1.0.0";
const FEBRUARY = "2026-02-01T00:00:00.000Z";

function verified(hex: string, more: Partial<Image> = {}): Image {
  const signature = { outcome: "known", value: verdict(hex, "verified", FEBRUARY), asOf: FEBRUARY } as const;
  return rememberedImage(hex, TAG, FEBRUARY, { signature, ...more });
}

/** One run over a plugin that names the tag, which points at the image now. */
async function crawl(hex: string | undefined, previous: Image[], references = [TAG]) {
  const registry = fakeRegistry(hex === undefined ? { [TAG]: { reason: "timeout" } } : { [TAG]: resolvedImage(hex) });
  const images = references.map((reference) => ({ reference }));
  const files = { "x.plugin.json": ownManifest({ images }) };
  const run: Run = makeRun({
    sources: [fakeSource([{ repository: makeRepository("lab", "plugins"), files }])],
    registryOf: () => registry,
    previous: rememberedCatalog(previous),
  });
  const { observation } = await runPipeline(run);
  return JSON.stringify(observation);
}

test("a verified image whose tag points elsewhere now becomes `moved`, with what it was and what it is", async () => {
  const told = await crawl("b", [verified("a")]);
  assert.match(told, /"state":"moved","reason":"tag-moved"/);
  assert.match(told, new RegExp(`${TAG} was ${digestOf("a")} on 2026-02-01T00:00:00.000Z, now ${digestOf("b")}`));
});

const still: [what: string, hex: string | undefined, before: Image[]][] = [
  ["the tag points where it did", "a", [verified("a")]],
  ["the registry is down", undefined, [verified("a")]],
  ["it was never verified", "b", [rememberedImage("a", TAG, FEBRUARY)]],
  ["nothing was known", "b", []],
  [
    "the tag had left it before",
    "b",
    [verified("a", { tagHistory: [{ reference: TAG, digest: digestOf("a"), from: FEBRUARY, to: FEBRUARY }] })],
  ],
];

for (const [what, hex, before] of still) {
  test(`nothing is moved where ${what}`, async () => {
    assert.doesNotMatch(await crawl(hex, before), /"moved","reason"/);
  });
}

test("an image that another plugin pins by its digest is not moved: that name points where it did", async () => {
  const pinned = `ghcr.io/lab/segment@${digestOf("a")}`;
  const registry = fakeRegistry({ [TAG]: resolvedImage("b"), [pinned]: resolvedImage("a") });
  const images = [{ reference: TAG }, { reference: pinned }];
  const run = makeRun({
    sources: [
      fakeSource([
        { repository: makeRepository("lab", "plugins"), files: { "x.plugin.json": ownManifest({ images }) } },
      ]),
    ],
    registryOf: () => registry,
    previous: rememberedCatalog([verified("a")]),
  });
  const { observation } = await runPipeline(run);
  assert.doesNotMatch(JSON.stringify(observation), /"moved","reason"/);
});

test("the history of a tag holds its periods and the one that begins now", () => {
  const run = makeRun({ previous: rememberedCatalog([verified("a")]) });
  const same = historyOf(run, TAG, digestOf("a"));
  assert.deepEqual(same.tagHistory, [{ reference: TAG, digest: digestOf("a"), from: FEBRUARY }]);
  const moved = historyOf(run, TAG, digestOf("b"));
  assert.deepEqual(moved.tagHistory, [
    { reference: TAG, digest: digestOf("a"), from: FEBRUARY, to: AS_OF },
    { reference: TAG, digest: digestOf("b"), from: AS_OF },
  ]);
  assert.equal(moved.verdictOf(digestOf("a"))?.state, "verified");
  assert.equal(moved.verdictOf(digestOf("b")), undefined);
  const unknown = historyOf(run, "ghcr.io/lab/other:1", digestOf("c"));
  assert.deepEqual(unknown.tagHistory, [{ reference: "ghcr.io/lab/other:1", digest: digestOf("c"), from: AS_OF }]);
});
