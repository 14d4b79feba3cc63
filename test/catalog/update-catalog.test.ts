import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeShards } from "../../src/catalog/merge-shards.ts";
import type { RunObservation } from "../../src/catalog/observation.ts";
import { emptyCatalog } from "../../src/catalog/read-catalog.ts";
import { removeRepository, renameRepository, updateCatalog } from "../../src/catalog/update-catalog.ts";
import { catalogFiles } from "../../src/catalog/write-catalog.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { makeImage, makeObservation, makeObserved, makeRepository } from "./build-run.ts";

const DAY1 = "2026-01-01T00:00:00.000Z";
const DAY2 = "2026-01-02T00:00:00.000Z";
const DAY9 = "2026-01-09T00:00:00.000Z";

function crawl(before: Catalog, run: RunObservation, lossPercent = 5): Catalog {
  return updateCatalog(before, run, lossPercent).catalog;
}

function start(asOf = DAY1): Catalog {
  return emptyCatalog("waybill/test", asOf);
}

function entriesOf(catalog: Catalog) {
  return catalog.repositories.flatMap((record) => record.entries);
}

function manyRepositories(count: number, asOf: string) {
  return Array.from({ length: count }, (_, index) => ({
    repository: makeRepository(`r${index}`),
    entries: [makeObserved("a.plugin.json", asOf)],
  }));
}

test("a second run with nothing changed gives the same bytes", () => {
  const run = (asOf: string) => makeObservation(asOf, { repositories: manyRepositories(3, asOf) });
  const first = crawl(start(), run(DAY1));
  const second = crawl(first, run(DAY2));
  assert.deepEqual(catalogFiles(second), catalogFiles(first));
});

test("after a week the dates of confirmed facts are refreshed, and nothing else is", () => {
  const run = (asOf: string) => makeObservation(asOf, { repositories: manyRepositories(1, asOf) });
  const later = crawl(crawl(start(), run(DAY1)), run(DAY9));
  const [entry] = entriesOf(later);
  assert.equal(entry?.lastSeen, DAY9);
  assert.equal(entry?.lastChanged, DAY1);
  assert.equal(entry?.plugin.outcome === "known" && entry.plugin.asOf, DAY9);
  assert.equal(later.history.length, 1);
});

test("the order in which things are seen does not matter", () => {
  const repositories = manyRepositories(5, DAY1);
  const images = [makeImage("a", "ghcr.io/lab/a:1", DAY1), makeImage("b", "ghcr.io/lab/b:1", DAY1)];
  const one = crawl(start(), makeObservation(DAY1, { repositories, images }));
  const reversed = { repositories: repositories.toReversed(), images: images.toReversed() };
  assert.deepEqual(catalogFiles(crawl(start(), makeObservation(DAY1, reversed))), catalogFiles(one));
});

test("shards merged equal the unsharded run byte for byte, first and later runs", () => {
  const shared = makeImage("a", "ghcr.io/lab/a:1", DAY1);
  const run = (asOf: string, count: number, scope?: RunObservation["scope"]) => {
    const repositories = manyRepositories(count, asOf).filter(({ repository }) => scope?.contains(repository) ?? true);
    const more = scope === undefined ? {} : { scope };
    return makeObservation(asOf, {
      repositories,
      images: [shared],
      sources: [{ id: "test", repositories: count }],
      ...more,
    });
  };
  let whole = start();
  let merged = start();
  for (const [asOf, count] of [
    [DAY1, 7],
    [DAY2, 9],
  ] as const) {
    const shards = [0, 1, 2].map((index) => {
      const contains = (repository: SourceRepository) => Number(repository.name.slice(1)) % 3 === index;
      return crawl(merged, run(asOf, count, { contains, others: "drop" }), 100);
    });
    whole = crawl(whole, run(asOf, count));
    merged = mergeShards(merged, shards, 5).catalog;
    assert.deepEqual(catalogFiles(merged), catalogFiles(whole));
  }
});

test("unexplained loss beyond the share is held: nothing changes but held.json, which keeps its first date", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(40, DAY1) }));
  const short = (asOf: string) => makeObservation(asOf, { repositories: manyRepositories(30, asOf) });
  const update = updateCatalog(full, short(DAY2), 5);
  assert.equal(update.guard.outcome, "held");
  const { held, ...rest } = update.catalog;
  assert.deepEqual(rest, full);
  assert.equal(held?.wouldLose.length, 10);
  assert.match(held?.reason ?? "", /10 of 40 entries \(25\.0 %\)/);
  assert.equal(crawl(update.catalog, short(DAY9)).held?.since, DAY2);
});

test("a source that comes back empty is held whatever the share", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(2, DAY1) }));
  const update = updateCatalog(full, makeObservation(DAY2, { repositories: [] }), 100);
  assert.equal(update.guard.outcome, "held");
});

test("a small unexplained loss leaves tombstones, a deleted manifest too, and both may return", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(40, DAY1) }));
  const less = manyRepositories(39, DAY2);
  if (less[0] !== undefined) less[0].entries = [];
  const after = crawl(full, makeObservation(DAY2, { repositories: less }));
  const gone = entriesOf(after).filter((entry) => entry.status === "gone");
  assert.deepEqual(gone.map((entry) => entry.id).sort(), [
    "github.com/lab/r0//a.plugin.json",
    "github.com/lab/r39//a.plugin.json",
  ]);
  assert.ok(gone.every((entry) => entry.plugin.outcome === "not-available"));
  const back = crawl(after, makeObservation(DAY9, { repositories: manyRepositories(40, DAY9) }));
  assert.equal(entriesOf(back).filter((entry) => entry.status === "gone").length, 0);
  assert.equal(back.history.filter((event) => event.kind === "entry-returned").length, 2);
  assert.equal(entriesOf(back)[0]?.firstSeen, DAY1);
});

test("an unreachable repository stands as it was", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(3, DAY1) }));
  const run = makeObservation(DAY2, { repositories: manyRepositories(2, DAY2), unreachable: ["github.com/lab/r2"] });
  assert.deepEqual(catalogFiles({ ...crawl(full, run), header: full.header }), catalogFiles(full));
});

test("a fact that cannot be asked carries its last known good with the date it was learned", () => {
  const digest = makeImage("a", "ghcr.io/lab/a:1", DAY1).digest;
  const see = (asOf: string, images: ReturnType<typeof makeObserved>["images"]) =>
    makeObservation(asOf, {
      repositories: [{ repository: makeRepository("r"), entries: [makeObserved("a.plugin.json", asOf, { images })] }],
    });
  const raw = "ghcr.io/lab/a:1";
  const first = crawl(start(), see(DAY1, [{ raw, digest: { outcome: "known", value: digest, asOf: DAY1 } }]));
  const down = { outcome: "not-available" as const, reason: "unreachable", asOf: DAY2 };
  const second = crawl(first, see(DAY2, [{ raw, digest: down }]));
  const expected = { ...down, last: { value: digest, asOf: DAY1 } };
  assert.deepEqual(entriesOf(second)[0]?.images[0]?.digest, expected);
  const third = crawl(
    second,
    see("2026-01-03T00:00:00.000Z", [{ raw, digest: { ...down, asOf: "2026-01-03T00:00:00.000Z" } }]),
  );
  assert.deepEqual(entriesOf(third)[0]?.images[0]?.digest, expected);
});

test("a tag that moves closes its period in the image it left and opens one in the other", () => {
  const see = (asOf: string, hex: string) => {
    const image = makeImage(hex, "ghcr.io/lab/a:1", asOf);
    const images = [{ raw: "ghcr.io/lab/a:1", digest: { outcome: "known" as const, value: image.digest, asOf } }];
    const entries = [makeObserved("a.plugin.json", asOf, { images })];
    return makeObservation(asOf, { repositories: [{ repository: makeRepository("r"), entries }], images: [image] });
  };
  const moved = crawl(crawl(start(), see(DAY1, "a")), see(DAY2, "b"));
  const [left, right] = moved.images;
  const closed = { reference: "ghcr.io/lab/a:1", digest: left?.digest, from: DAY1, to: DAY2 };
  assert.deepEqual(left?.tagHistory, [closed]);
  assert.deepEqual(right?.tagHistory, [closed, { reference: "ghcr.io/lab/a:1", digest: right?.digest, from: DAY2 }]);
  assert.ok(moved.history.some((event) => event.kind === "image-moved" && event.subject === left?.digest));
});

test("a renamed repository keeps its entries, their dates and its former name", () => {
  const repository = makeRepository("old", { id: "7" });
  const entries = [makeObserved("a.plugin.json", DAY1)];
  const first = crawl(start(), makeObservation(DAY1, { repositories: [{ repository, entries }] }));
  const told = renameRepository(first, makeRepository("new", { id: "7" }), DAY2);
  const crawled = crawl(
    first,
    makeObservation(DAY2, {
      repositories: [
        { repository: makeRepository("new", { id: "7" }), entries: [makeObserved("a.plugin.json", DAY2)] },
      ],
    }),
  );
  for (const catalog of [told, crawled]) {
    const [record] = catalog.repositories;
    assert.equal(record?.entries[0]?.id, "github.com/lab/new//a.plugin.json");
    assert.equal(record?.entries[0]?.firstSeen, DAY1);
    assert.deepEqual(record?.repository.formerNames, ["github.com/lab/old"]);
    assert.equal(catalog.history.at(-1)?.kind, "entry-renamed");
  }
});

test("another repository that takes a freed name does not inherit its entries", () => {
  const see = (asOf: string, id: string) =>
    makeObservation(asOf, {
      repositories: [{ repository: makeRepository("same", { id }), entries: [makeObserved("a.plugin.json", asOf)] }],
    });
  const after = updateCatalog(crawl(start(), see(DAY1, "7")), see(DAY2, "8"), 100).catalog;
  const listed = entriesOf(after).filter((entry) => entry.status === "listed");
  assert.deepEqual(
    listed.map((entry) => entry.firstSeen),
    [DAY2],
  );
  assert.equal(after.repositories.length, 1);
  assert.equal(after.repositories[0]?.repository.id, "8");
});

test("a repository made private is gone at once with all that it said, and its images with it", () => {
  const image = makeImage("a", "ghcr.io/lab/secret-name:1", DAY1);
  const images = [
    { raw: "ghcr.io/lab/secret-name:1", digest: { outcome: "known" as const, value: image.digest, asOf: DAY1 } },
  ];
  const repository = makeRepository("r", { id: "7" });
  const run = makeObservation(DAY1, {
    repositories: [{ repository, entries: [makeObserved("a.plugin.json", DAY1, { images })] }],
    images: [image],
  });
  const after = removeRepository(crawl(start(), run), ({ id }) => id === "7", "made private", DAY2);
  const text = [...catalogFiles(after)].filter(([path]) => path !== "history.ndjson").join("\n");
  assert.doesNotMatch(text, /secret-name/);
  assert.equal(entriesOf(after)[0]?.status, "gone");
  assert.equal(after.header.counts.gone, 1);
});
