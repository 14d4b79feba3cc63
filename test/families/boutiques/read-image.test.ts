import assert from "node:assert/strict";
import { test } from "node:test";
import { readImage } from "../../../src/families/boutiques/read-image.ts";

/** `container-image` → the reference that is handed on. */
const ROWS: [unknown, string | undefined][] = [
  [{ image: "lab/x:1" }, "lab/x:1"],
  [{ image: " lab/x:1 " }, "lab/x:1"],
  [{ image: "lab/x:1", index: "docker://index.docker.io" }, "lab/x:1"],
  [{ image: "lab/x:1", index: "http://index.docker.io" }, "lab/x:1"],
  [{ image: "lab/x:1", index: "index.docker.io/v1" }, "lab/x:1"],
  [{ image: "lab/x:1", index: "docker://" }, "lab/x:1"],
  [{ image: "lab/x:1", index: "https://quay.io/" }, "quay.io/lab/x:1"],
  [{ image: "quay.io/lab/x:1", index: "quay.io" }, "quay.io/lab/x:1"],
  [{ image: "lab/x:1", index: "localhost:5000" }, "localhost:5000/lab/x:1"],
  [{ image: "lab/x:1", index: "not a host" }, "lab/x:1"],
  [{ image: "lab/x", index: "shub://" }, "shub://lab/x"],
  [{ image: "docker://index.docker.io", index: "shub://" }, "docker://index.docker.io"],
  [{ type: "singularity", url: "shub://lab/x:master" }, "shub://lab/x:master"],
  [{ image: ["x"] }, undefined],
  [{ image: "" }, undefined],
  ["lab/x:1", undefined],
  [undefined, undefined],
];

for (const [value, raw] of ROWS) {
  test(`${JSON.stringify(value)} names ${raw ?? "no image"}`, () => assert.equal(readImage(value)?.raw, raw));
}
