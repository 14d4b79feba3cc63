import assert from "node:assert/strict";
import { test } from "node:test";
import { removeRepository, renameRepository } from "../../src/catalog/change-repository.ts";
import { joinShards } from "../../src/catalog/join-shards.ts";
import type { RunObservation } from "../../src/catalog/observation.ts";
import { emptyCatalog } from "../../src/catalog/read-catalog.ts";
import { updateCatalog } from "../../src/catalog/update-catalog.ts";
import { catalogFiles } from "../../src/catalog/write-catalog.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import type { Image } from "../../src/model/image.ts";
import { makeRandom, type SeededRandom } from "../commands/seeded-random.ts";
import { makeImage, makeObservation, makeObserved, makePlugin, makeRepository } from "./build-run.ts";

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

test("shards joined equal the unsharded run byte for byte, whatever was known before and whatever they lose", (t) => {
  const random = makeRandom(t);
  for (let round = 0; round < 200; round++) {
    let whole = start();
    let joined = start();
    for (const [day, lossPercent] of [
      [1, 100],
      [2, 5],
      [3, 40],
      [12, 15],
    ] as const) {
      const asOf = new Date(Date.UTC(2026, 0, day)).toISOString();
      const run = randomRun(random, asOf);
      const count = 1 + random.below(4);
      const shards = Array.from({ length: count }, (_, index) => ({
        schemaVersion: 1 as const,
        shard: { index: index + 1, count },
        observation: shareOf(run, index, count),
      }));
      whole = crawl(whole, run, lossPercent);
      // Through JSON, as the files of shards go.
      joined = crawl(joined, joinShards(random.shuffle(JSON.parse(JSON.stringify(shards)))), lossPercent);
      assert.deepEqual(catalogFiles(joined), catalogFiles(whole));
    }
  }
});

test("shards of which one is missing, stands twice, or is of another run are refused", () => {
  const shard = (index: number, asOf = DAY1) => ({
    schemaVersion: 1 as const,
    shard: { index, count: 2 },
    observation: makeObservation(asOf, {}),
  });
  assert.throws(() => joinShards([shard(1)]), /shards 2 of 2 are missing/);
  assert.throws(() => joinShards([shard(1), shard(2), shard(2)]), /each once/);
  assert.throws(() => joinShards([shard(1), shard(2, DAY2)]), /shards of one run/);
});

/** Repositories that come, go, move their tags and change hands, with images that several of them name. */
function randomRun(random: SeededRandom, asOf: string): RunObservation {
  const unreachable = random.below(3) === 0 ? [makeRepository("r0")] : [];
  const images: RunObservation["images"] = [];
  const repositories = Array.from({ length: 8 }, (_, index) => index)
    .filter((index) => random.below(5) > 0 && !(index === 0 && unreachable.length > 0))
    .map((index) => {
      const tag = `ghcr.io/lab/shared${index % 3}:1`;
      const image = { ...makeImage("abcdef"[random.below(6)] ?? "a", tag, asOf), signature: makeVerdict(random, asOf) };
      images.push(image);
      const named = [{ raw: tag, digest: { outcome: "known" as const, value: image.digest, asOf } }];
      const repository = makeRepository(`r${index}`, random.below(2) === 0 ? { id: String(index) } : {});
      return { repository, entries: [makeObserved("a.plugin.json", asOf, { images: named })] };
    });
  return makeObservation(asOf, { repositories, images, unreachable, sources: [{ id: "test", repositories: 8 }] });
}

function makeVerdict(random: SeededRandom, asOf: string): Image["signature"] {
  const state = (["verified", "untrusted", "unsigned"] as const)[random.below(3)] ?? "unsigned";
  const subject = `sha256:${"0".repeat(64)}` as const;
  const value = {
    subject,
    state,
    reason: state,
    signatures: [],
    notes: [],
    policySha256: "p",
    rootSha256: "r",
    verifiedAt: asOf,
  };
  return { outcome: "known", value, asOf };
}

function shareOf(run: RunObservation, index: number, count: number): RunObservation {
  const isMine = ({ name }: { name: string }) => Number(name.slice(1)) % count === index;
  const pairs = run.repositories.map((one, place) => [one, run.images[place]] as const);
  const mine = pairs.filter(([{ repository }]) => isMine(repository));
  return {
    ...run,
    repositories: mine.map(([one]) => one),
    images: run.images.filter((image) => mine.some(([, own]) => own === image)),
    unreachable: run.unreachable.filter(isMine),
  };
}

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
  const run = makeObservation(DAY2, { repositories: manyRepositories(2, DAY2), unreachable: [makeRepository("r2")] });
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
  const after = removeRepository(crawl(start(), run), repository, "made private", DAY2);
  const text = [...catalogFiles(after)].filter(([path]) => path !== "history.ndjson").join("\n");
  assert.doesNotMatch(text, /secret-name/);
  assert.equal(entriesOf(after)[0]?.status, "gone");
  assert.equal(after.header.counts.gone, 1);
});

test("a removal of what the catalog does not hold changes nothing at all", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(2, DAY1) }));
  assert.equal(removeRepository(full, makeRepository("other"), "made private", DAY2), full);
});

test("a removal that knows the id finds a record that was crawled without one", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(2, DAY1) }));
  const after = removeRepository(full, makeRepository("r0", { id: "7" }), "made private", DAY2);
  assert.deepEqual(
    entriesOf(after).map((entry) => entry.status),
    ["gone", "listed"],
  );
});

test("a repository seen with its id takes over the record that was crawled without one", () => {
  const full = crawl(start(), makeObservation(DAY1, { repositories: manyRepositories(1, DAY1) }));
  const [seen] = manyRepositories(1, DAY2);
  assert.ok(seen !== undefined);
  const run = makeObservation(DAY2, { repositories: [{ ...seen, repository: makeRepository("r0", { id: "7" }) }] });
  const after = crawl(full, run);
  assert.equal(after.repositories[0]?.repository.id, "7");
  assert.equal(entriesOf(after)[0]?.firstSeen, DAY1);
});

test("a rename onto an address where tombstones stand keeps the living record", () => {
  const run = makeObservation(DAY1, {
    repositories: ["old", "new"].map((name, index) => ({
      repository: makeRepository(name, { id: String(index) }),
      entries: [makeObserved("a.plugin.json", DAY1)],
    })),
  });
  const removed = removeRepository(crawl(start(), run), makeRepository("old", { id: "0" }), "deleted", DAY2);
  const renamed = renameRepository(removed, makeRepository("old", { id: "1" }), DAY9);
  assert.equal(renamed.repositories.length, 1);
  assert.deepEqual(
    entriesOf(renamed).map(({ id, status }) => ({ id, status })),
    [{ id: "github.com/lab/old//a.plugin.json", status: "listed" }],
  );
  assert.doesNotThrow(() => catalogFiles(renamed));
});

test("who takes a name while its old owner is still in the catalog is shown, the old one is not", () => {
  const see = (asOf: string, id: string) =>
    makeObservation(asOf, {
      repositories: [{ repository: makeRepository("x", { id }), entries: [makeObserved(`${id}.plugin.json`, asOf)] }],
    });
  const run = { ...see(DAY2, "2"), only: makeRepository("x", { id: "2" }) };
  const after = crawl(crawl(start(), see(DAY1, "1")), run);
  const listed = entriesOf(after).filter((entry) => entry.status === "listed");
  assert.deepEqual(
    listed.map((entry) => entry.id),
    ["github.com/lab/x//2.plugin.json"],
  );
  // And it inherits nothing of the tombstone beside it.
  const later = crawl(after, {
    ...see(DAY9, "2"),
    repositories: [{ repository: makeRepository("x", { id: "2" }), entries: [makeObserved("1.plugin.json", DAY9)] }],
  });
  const taken = entriesOf(later).find((entry) => entry.id === "github.com/lab/x//1.plugin.json");
  assert.equal(taken?.firstSeen, DAY9);
});

test("a renamed repository that cannot be read now keeps its entries", () => {
  const see = (name: string) => [
    { repository: makeRepository(name, { id: "7" }), entries: [makeObserved("a.plugin.json", DAY1)] },
  ];
  const full = crawl(start(), makeObservation(DAY1, { repositories: see("old") }));
  const after = crawl(full, makeObservation(DAY2, { unreachable: [makeRepository("new", { id: "7" })] }));
  assert.deepEqual(
    entriesOf(after).map((entry) => entry.status),
    ["listed"],
  );
});

test("what was told while a run was under way is not undone by it", () => {
  const repository = makeRepository("r", { id: "7" });
  const see = (asOf: string) =>
    makeObservation(asOf, { repositories: [{ repository, entries: [makeObserved("a.plugin.json", asOf)] }] });
  const full = crawl(start(), see(DAY1));
  const removed = removeRepository(full, repository, "made private", "2026-01-02T10:00:00.000Z");
  const after = crawl(removed, see("2026-01-02T09:00:00.000Z"));
  assert.deepEqual(
    entriesOf(after).map((entry) => entry.status),
    ["gone"],
  );
});

test("a change inside an author's own data is a change, whatever its key is called", () => {
  const see = (asOf: string, value: string) => {
    const plugin = makePlugin("p", { tests: [{ name: "t", inputs: { asOf: value, verifiedAt: value } }] });
    const entries = [makeObserved("a.plugin.json", asOf, { plugin: { outcome: "known", value: plugin, asOf } })];
    return makeObservation(asOf, { repositories: [{ repository: makeRepository("r"), entries }] });
  };
  const after = crawl(crawl(start(), see(DAY1, "one")), see(DAY2, "two"));
  assert.match(JSON.stringify(entriesOf(after)[0]?.plugin), /two/);
});

test("a file whose name looks like another's tool has an id and a page of its own", () => {
  const entries = [makeObserved("a.cwl", DAY1, { tool: "main.cwl" }), makeObserved("a.cwl#main.cwl", DAY1)];
  const catalog = crawl(
    start(),
    makeObservation(DAY1, { repositories: [{ repository: makeRepository("r"), entries }] }),
  );
  const ids = entriesOf(catalog).map((entry) => entry.id);
  assert.deepEqual(ids, ["github.com/lab/r//a.cwl#main.cwl", "github.com/lab/r//a.cwl%23main.cwl"]);
  assert.equal(new Set(entriesOf(catalog).map((entry) => entry.slug)).size, 2);
});
