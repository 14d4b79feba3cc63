import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../src/model/entry.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { discover } from "../../src/pipeline/discover.ts";
import { type FakeRepository, fakeSource, makeRepository, makeRun, rememberedCatalog } from "./make-run.ts";

const HOST = "images.example";

function imageRepository(owner: string, name: string): SourceRepository {
  return makeRepository(owner, name, { host: HOST, commit: `sha256:${"a".repeat(64)}` });
}

/** A catalog that knows these repositories, and what a source counted when it last told. */
function knowing(repositories: readonly SourceRepository[], counted: number, status: Entry["status"] = "listed") {
  const previous = rememberedCatalog([]);
  // Discovery looks at nothing of an entry but its status.
  const entries = [{ status } as Entry];
  return {
    ...previous,
    header: { ...previous.header, sources: [{ id: "image-list:x", repositories: counted }] },
    repositories: repositories.map((repository) => ({ schemaVersion: 1 as const, repository, entries })),
  };
}

test("what a source of images hands out is read as an image, whatever its name", async () => {
  const one: FakeRepository = { repository: imageRepository("skaha/group", "x"), files: { "@image": "{}" } };
  const images = { ...fakeSource([one]), holds: "images" as const };
  const files = fakeSource([{ repository: makeRepository("lab", "plugins"), files: { "@image": "{}" } }]);
  const found = await discover(makeRun({ sources: [images, files] }));
  assert.deepEqual(
    found.files.map(({ repository, families }) => [repository.owner, families.map(({ id }) => id)]),
    [["skaha/group", ["image-labels"]]],
  );
  assert.equal(found.repositories.length, 2);
});

const parts: [what: string, prefix: string, host: string, standing: string[]][] = [
  ["a project", "skaha/", HOST, ["a", "b"]],
  ["the whole registry", "", HOST, ["a", "b", "c"]],
  ["another registry", "", "other.example", []],
  ["a project whose name begins alike", "ska/", HOST, []],
];

for (const [what, prefix, host, standing] of parts) {
  test(`${what} that cannot be listed leaves what is known below it as it was`, async () => {
    const known = [imageRepository("skaha", "a"), imageRepository("skaha", "b"), imageRepository("lsst", "c")];
    const fault = { what: "list", reason: "timeout", unreachableBelow: { host, prefix } };
    const source = fakeSource([], { faults: [fault], expected: 0 }, "image-list:x");
    const found = await discover(makeRun({ sources: [source], previous: knowing(known, 4) }));
    assert.deepEqual(
      found.unreachable.map(({ name }) => name),
      standing,
    );
    assert.deepEqual(found.incomplete, []);
    assert.deepEqual(found.sources, [{ id: "image-list:x", repositories: 4 }], "the count is not lowered");
  });
}

test("tombstones below it, and what another list told of, are not unreachable", async () => {
  const gone = knowing([imageRepository("skaha", "a")], 1, "gone");
  const fault = { what: "list", reason: "timeout", unreachableBelow: { host: HOST, prefix: "" } };
  const empty = fakeSource([], { faults: [fault] }, "image-list:x");
  assert.deepEqual((await discover(makeRun({ sources: [empty], previous: gone }))).unreachable, []);
  const seen = imageRepository("skaha", "a");
  const source = fakeSource([{ repository: seen, files: {} }], { faults: [fault] }, "image-list:x");
  const found = await discover(makeRun({ sources: [source], previous: knowing([seen], 1) }));
  assert.deepEqual([found.unreachable, found.repositories], [[], [seen]]);
});
