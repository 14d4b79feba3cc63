import assert from "node:assert/strict";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { dataPath } from "../parts/presence.ts";

const DOCKSTORE = "dockstore__dockstore/dockstore-webservice/src/test/resources";

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

const DEFECTS: [id: string, path: string, kind: string, place: string][] = [
  ["D05", "xnat/NrgXnat__docker-images/ecat-dump/command.json", "trailing-comma", "15:29"],
  ["D06", "boutiques/boutiques__boutiques/boutiques/tests/validator/invalid_json.json", "syntax", "9:2"],
  ["D10", `cwl/${DOCKSTORE}/metadata_example0.cwl`, "duplicate-key", "14:1"],
  ["D11", "cwl/common-workflow-library__bio-cwl-tools/hopach/hopach.cwl", "syntax", "6:3"],
  ["D12", `cwl/${DOCKSTORE}/malicious.cwl`, "unresolved-tag", "19:15"],
  ["D12", `cwl/${DOCKSTORE}/malicious.cwl`, "syntax", "20:3"],
];

for (const [id, path, kind, place] of DEFECTS) {
  test(`defect ${id} is a ${kind} fault at its line and column`, (t) => {
    const file = dataPath(t, "corpus", path);
    if (file === undefined) return;
    const document = parseDocument(path, readFileSync(file));
    assert.equal(document.isParsed, false);
    const fault = document.faults.find((candidate) => candidate.kind === kind);
    assert.equal(fault && `${fault.position.line}:${fault.position.column}`, place);
  });
}

// Unparseable files of each family as manifests.md §2 counts them.
test("as many files of each family fail to parse as were counted", (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const expected = { wipp: 1, ict: 0, cwl: 8, boutiques: 1, xnat: 1, artifacthub: 2, nfcore: 0 };
  for (const [family, count] of Object.entries(expected)) {
    const bad: string[] = [];
    for (const path of globSync(`${family}/**/*.{json,cwl,yml,yaml}`, { cwd: corpus })) {
      const file = join(corpus, path);
      if (statSync(file).isFile() && !parseDocument(path, readFileSync(file)).isParsed) bad.push(path);
    }
    assert.equal(bad.length, count, `${family}: ${bad.join(", ")}`);
  }
});
