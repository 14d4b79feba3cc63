import assert from "node:assert/strict";
import { test } from "node:test";
import { artifacthub } from "../../../src/families/artifacthub/index.ts";
import { messagesOf, recordOf } from "../read-root.ts";

const PATH = "artifacthub-pkg.yml";
const PACKAGE = {
  version: "1.0.0",
  name: "p",
  displayName: "P",
  createdAt: "2026-01-02T03:04:05Z",
  description: "d",
};

const RECOGNIZED: [unknown, boolean][] = [
  [PACKAGE, true],
  [{ name: "p", version: null, displayName: null, createdAt: null }, true],
  [{ ...PACKAGE, name: 1 }, false],
  [{ name: "p", version: "1", displayName: "P" }, false],
  [{ repositoryID: "x", owners: [] }, false],
];

for (const [root, isOurs] of RECOGNIZED) {
  test(`${JSON.stringify(root)} is ${isOurs ? "a" : "no"} package`, () => {
    assert.equal(artifacthub.recognizes(root), isOurs);
  });
}

/** Members → messages of what the documentation forbids. */
const FAULTS: [members: object, messages: string[]][] = [
  [{}, []],
  [{ version: "v1.0.0" }, ["/version: no SemVer 2 version"]],
  [{ version: "1.0" }, ["/version: no SemVer 2 version"]],
  [{ version: 1 }, ["/version: wrong type"]],
  [{ createdAt: "yesterday" }, ["/createdAt: no RFC 3339 date"]],
  [{ createdAt: "2019-06-28T15:23:00.123+02:00" }, []],
  [{ category: "science" }, ["/category: no category of Artifact Hub"]],
  [{ category: "" }, []],
  [{ maintainers: [{ name: "A" }] }, ['/maintainers/0: missing "email"']],
  [
    { containersImages: [{ image: "a" }, {}, "b"] },
    ['/containersImages/1: missing "image"', '/containersImages/2: missing "image"'],
  ],
];

for (const [members, messages] of FAULTS) {
  test(`${JSON.stringify(members)} has ${messages.length} faults`, () => {
    assert.deepEqual(messagesOf(artifacthub, PATH, { ...PACKAGE, ...members }), messages);
  });
}

test("a version with the tag latest keeps both, so that a check can compare them", () => {
  const root = {
    ...PACKAGE,
    containersImages: [{ image: "ghcr.io/a/b:latest", platforms: ["linux/amd64", "linux/arm64"] }],
  };
  const { version, images } = recordOf(artifacthub, PATH, root);
  assert.deepEqual([version?.semver, images], ["1.0.0", [{ raw: "ghcr.io/a/b:latest", role: "run" }]]);
});

test("addresses of maintainers stay beside their names", () => {
  const root = {
    ...PACKAGE,
    maintainers: [{ name: "A", email: "a@b.example" }],
    provider: { name: "x", email: "c@d.example" },
  };
  const { authors, ...rest } = recordOf(artifacthub, PATH, root);
  assert.deepEqual(authors, [{ name: "A", email: "a@b.example" }]);
  assert.equal(JSON.stringify(rest).includes("@"), false);
});

test("thousands of faults are told up to a limit, and links are kept up to one", () => {
  const links = Array.from({ length: 5_000 }, (_, number) => ({ url: `https://x.example/${number}` }));
  assert.equal(messagesOf(artifacthub, PATH, { ...PACKAGE, links }).length, 500);
  assert.equal(recordOf(artifacthub, PATH, { ...PACKAGE, links }).links.length, 100);
});
