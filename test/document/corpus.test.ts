import assert from "node:assert/strict";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { dataPath } from "../parts/presence.ts";

test("reads every manifest of the corpus; JSON as JSON.parse does", (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const paths = globSync("{wipp,ict,cwl,boutiques,biaflows,xnat}/**/*.{json,cwl,yml,yaml}", { cwd: corpus });
  assert.ok(paths.length > 500);
  for (const path of paths) {
    if (!statSync(join(corpus, path)).isFile()) continue;
    const bytes = readFileSync(join(corpus, path));
    const document = parseDocument(path, bytes);
    if (document.syntax !== "json") continue;
    let expected: unknown;
    let isJson = true;
    try {
      expected = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
    } catch {
      isJson = false;
    }
    assert.equal(document.isParsed, isJson, path);
    if (isJson) assert.deepStrictEqual(document.root, expected, path);
    else assert.ok(document.faults.length > 0, path);
  }
});

const DEFECTS: [string, string, string, number, number][] = [
  ["D06", "boutiques/boutiques__boutiques/boutiques/tests/validator/invalid_json.json", "syntax", 9, 2],
  [
    "D10",
    "cwl/dockstore__dockstore/dockstore-webservice/src/test/resources/metadata_example0.cwl",
    "duplicate-key",
    0,
    0,
  ],
  ["D11", "cwl/common-workflow-library__bio-cwl-tools/hopach/hopach.cwl", "syntax", 0, 0],
  ["D12", "cwl/dockstore__dockstore/dockstore-webservice/src/test/resources/malicious.cwl", "syntax", 0, 0],
];

for (const [id, path, kind] of DEFECTS) {
  test(`defect ${id} is a ${kind} fault with a place`, (t) => {
    const file = dataPath(t, "corpus", path);
    if (file === undefined) return;
    const document = parseDocument(path, readFileSync(file));
    assert.equal(document.isParsed, false);
    const fault = document.faults.find((candidate) => candidate.kind === kind);
    assert.ok(fault !== undefined);
    t.diagnostic(`${fault.position.line}:${fault.position.column} ${fault.message}`);
  });
}
