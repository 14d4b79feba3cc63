import assert from "node:assert/strict";
import { test } from "node:test";
import { readOsvRecord } from "../../../src/advisories/osv/read-osv-record.ts";

const MODIFIED = "2024-01-31T00:00:00Z";
const range = { type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "2" }] };
const known = { package: { ecosystem: "PyPI", name: "a" }, ranges: [range], versions: ["1"] };

test("keeps what matching needs and nothing else", () => {
  const reading = readOsvRecord({
    id: "X-1",
    modified: MODIFIED,
    summary: "s",
    details: "long",
    aliases: ["CVE-1"],
    affected: [known],
    credits: 5,
  });
  assert.deepEqual(reading, {
    record: {
      id: "X-1",
      modified: MODIFIED,
      withdrawn: false,
      aliases: ["CVE-1"],
      upstream: [],
      summary: "s",
      scores: [],
      affected: [
        {
          ecosystem: "PyPI",
          name: "a",
          ranges: [
            {
              type: "ECOSYSTEM",
              events: [
                { kind: "introduced", version: "0" },
                { kind: "fixed", version: "2" },
              ],
            },
          ],
          versions: new Set(["1"]),
        },
      ],
    },
  });
});

test("leaves out ranges of commits and packages without a name", () => {
  const commits = { type: "GIT", repo: "https://example.org", events: [{ introduced: "0" }] };
  const reading = readOsvRecord({
    id: "X-1",
    modified: MODIFIED,
    affected: [{ ...known, ranges: [commits, range] }, { ranges: [commits] }],
  });
  assert.ok("record" in reading);
  assert.deepEqual(
    reading.record.affected.map(({ ranges }) => ranges.length),
    [1],
  );
});

for (const [reason, value] of [
  [/the record: expected an object, got \[\]/, []],
  [/the record: expected an object, got null/, null],
  [/id: expected a string, got nothing/, { modified: MODIFIED }],
  [/id: not an identifier/, { id: "a b", modified: MODIFIED }],
  [/modified: expected a time/, { id: "X-1", modified: "2024-13-45T00:00:00Z" }],
  [/withdrawn: expected a time/, { id: "X-1", modified: MODIFIED, withdrawn: true }],
  [/aliases\[1\]: expected a string, got 5/, { id: "X-1", modified: MODIFIED, aliases: ["a", 5] }],
  [
    /affected\[0\]\.package\.ecosystem: "Pypi" is not/,
    { id: "X-1", modified: MODIFIED, affected: [{ package: { ecosystem: "Pypi", name: "a" } }] },
  ],
  [
    /affected\[0\]\.package\.name: expected a string/,
    { id: "X-1", modified: MODIFIED, affected: [{ package: { ecosystem: "PyPI" } }] },
  ],
  [
    /affected\[0\]\.versions: expected a list, got null/,
    { id: "X-1", modified: MODIFIED, affected: [{ ...known, versions: null }] },
  ],
  [
    /ranges\[0\]\.type: "X" is none/,
    { id: "X-1", modified: MODIFIED, affected: [{ ...known, ranges: [{ type: "X", events: [] }] }] },
  ],
  [
    /ranges\[0\]\.events: nothing is introduced/,
    { id: "X-1", modified: MODIFIED, affected: [{ ...known, ranges: [{ type: "GIT", events: [{ fixed: "1" }] }] }] },
  ],
  [
    /events\[0\]: neither introduced/,
    { id: "X-1", modified: MODIFIED, affected: [{ ...known, ranges: [{ type: "SEMVER", events: [{}] }] }] },
  ],
] as const) {
  test(`refuses with ${reason.source}`, () => {
    const reading = readOsvRecord(value);
    assert.match("refused" in reading ? reading.refused : "not refused", reason);
  });
}

test("a __proto__ member changes nothing", () => {
  const text = `{"id":"X-1","modified":"${MODIFIED}","__proto__":{"withdrawn":"${MODIFIED}","aliases":["CVE-1"]},"database_specific":{"__proto__":{"severity":"LOW"}}}`;
  const reading = readOsvRecord(JSON.parse(text));
  assert.ok("record" in reading);
  assert.deepEqual([reading.record.withdrawn, reading.record.aliases, reading.record.label], [false, [], undefined]);
});
