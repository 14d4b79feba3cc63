import assert from "node:assert/strict";
import { test } from "node:test";
import { dockstore } from "../../../src/families/dockstore/index.ts";
import { documentOf, messagesOf } from "../read-root.ts";

const PATH = ".dockstore.yml";
const ENTRY = { subclass: "CWL", primaryDescriptorPath: "/a.cwl" };

const RECOGNIZED: [unknown, boolean][] = [
  [{ version: 1.2, tools: [ENTRY] }, true],
  [{ version: null, notebooks: [{ subclass: "Jupyter" }] }, true],
  [{ version: 1.2, workflows: [{ primaryDescriptorPath: 1 }] }, true],
  [{ version: 1.2, services: [ENTRY] }, false],
  [{ version: 1.2, service: ENTRY }, false],
  [{ version: 1.2, workflows: [], services: [ENTRY] }, false],
  [{ tools: [ENTRY] }, false],
  [{ version: 1.2, tools: ENTRY }, false],
  [{ version: 1.2, tools: ["subclass"] }, false],
];

for (const [root, isOurs] of RECOGNIZED) {
  test(`${JSON.stringify(root)} is ${isOurs ? "a" : "no"} pointer file`, () => {
    assert.equal(dockstore.recognizes(root), isOurs);
  });
}

test("a pointer is no plugin", () => {
  const document = documentOf(PATH, JSON.stringify({ version: 1.2, tools: [ENTRY, ENTRY] }));
  assert.deepEqual(dockstore.normalize(), []);
  assert.deepEqual(dockstore.validate(document), []);
});

test("a path that is not from the root, or leaves it, is a fault", () => {
  const paths = ["a.cwl", "../a.cwl", "/a/../../b.cwl", "/a..b.cwl", ""];
  const tools = paths.map((primaryDescriptorPath) => ({ ...ENTRY, primaryDescriptorPath }));
  const at = [0, 1, 2, 4].map((index) => `/tools/${index}/primaryDescriptorPath: no absolute path`);
  assert.deepEqual(messagesOf(dockstore, PATH, { version: 1.2, tools }), at);
});
