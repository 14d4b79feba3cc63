import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { xnat } from "../../../src/families/xnat/index.ts";

const VALUE = "hunter2-and-more";

/** Inputs whose default is never kept. */
const ROWS: Record<string, unknown>[] = [
  { name: "user_password" },
  { name: "dbPassword" },
  { name: "cytomine_private_key" },
  { name: "pw" },
  { name: "xnat-pass" },
  { name: "anything", sensitive: true },
  { name: "anything", sensitive: "true" },
];

for (const row of ROWS) {
  test(`the default of ${JSON.stringify(row)} stands nowhere in the record`, () => {
    const input = { ...row, "default-value": VALUE };
    const wrapper = { name: "w", "derived-inputs": [{ name: "user_password", "default-value": VALUE }] };
    const root = { image: "x", "command-line": "x", type: "docker", inputs: [input], xnat: [wrapper] };
    const document = parseDocument("command.json", Buffer.from(JSON.stringify(root)));
    const [found] = xnat.normalize(document, { path: "command.json", repositoryName: "r" });
    assert.equal(found?.plugin.parameters[0]?.secret, true);
    assert.ok(!JSON.stringify(found).includes(VALUE));
    assert.equal(found?.places["/parameters/0/default"], "/inputs/0/default-value");
  });
}

test("a pass filter is no secret", () => {
  const root = { image: "x", "command-line": "x", mounts: [], inputs: [{ name: "pass-band", "default-value": "low" }] };
  const document = parseDocument("command.json", Buffer.from(JSON.stringify(root)));
  const [found] = xnat.normalize(document, { path: "command.json", repositoryName: "r" });
  assert.deepEqual([found?.plugin.parameters[0]?.secret, found?.plugin.parameters[0]?.default], [undefined, "low"]);
});
