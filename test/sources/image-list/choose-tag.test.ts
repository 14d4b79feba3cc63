import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseTag } from "../../../src/sources/image-list/choose-tag.ts";

const rows: [tags: string[], chosen: string | undefined][] = [
  [[], undefined],
  [["latest"], "latest"],
  [["main", "latest", "dev"], "latest"],
  [["main", "dev"], "main"],
  [["1.2.0", "1.10.0", "1.9.0", "latest"], "1.10.0"],
  [["v1.2", "v1.3"], "v1.3"],
  [["24.07", "24.11", "23.12", "latest"], "24.11"],
  [["2024-05-01", "2023-12-31"], "2024-05-01"],
  [["1.0.0", "1.1.0-rc1", "1.1.0-beta"], "1.0.0"],
  [["1.1.0-rc1", "1.1.0-rc2", "latest"], "1.1.0-rc2"],
  [["1.2", "1.2-gpu", "1.2-cpu"], "1.2"],
  [["1.17--h00cdaf9_0", "1.9--h1", "0.1.19--h2"], "1.17--h00cdaf9_0"],
  [["1.3.1-3-deb"], "1.3.1-3-deb"],
  [["sha-1234567", "7", "stable"], "stable"],
  [["9".repeat(100), "1.0"], "1.0"],
];

for (const [tags, chosen] of rows) {
  test(`${chosen} stands for [${tags.join(", ").slice(0, 80)}], in any order`, () => {
    assert.equal(chooseTag(tags), chosen);
    assert.equal(chooseTag(tags.toReversed()), chosen);
  });
}
