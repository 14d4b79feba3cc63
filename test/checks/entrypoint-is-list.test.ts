import assert from "node:assert/strict";
import { test } from "node:test";
import { entrypointIsList } from "../../src/checks/entrypoint-is-list.ts";
import { applyEdits } from "../../src/document/text-edits.ts";
import { ask } from "./make-evidence.ts";
import { evidenceOf } from "./real-document.ts";

const ict = (entrypoint: string) =>
  `specVersion: "0.1.0"\nname: lab/é\nversion: 1.0.0\ncontainer: lab/a:1.0.0\nentrypoint: ${entrypoint} # run\ninputs: []\noutputs: []\nui: []\n`;

const rows: [written: string, outcome: string, mended: string | undefined][] = [
  ["[python3, main.py]", "pass", undefined],
  ["python3 main.py", "not-applicable", undefined],
  ["'[python3, main.py]'", "fail", "[python3, main.py]"],
  ['"[python3, -m, a.b]"', "fail", "[python3, -m, a.b]"],
  [`"['python3', 'main.py']"`, "fail", "['python3', 'main.py']"],
  ["'[python3, 3]'", "fail", undefined],
  ["'[python3, {a: b}]'", "fail", undefined],
  ["'[python3, \"it''s\"]'", "fail", undefined],
  ["'[]'", "fail", undefined],
];

for (const [written, outcome, mended] of rows) {
  test(`${written} is ${outcome}${mended === undefined ? "" : ", and mended"}`, () => {
    const { findings, ...answer } = ask(entrypointIsList, evidenceOf("ict.yaml", ict(written)));
    assert.equal(answer.outcome, outcome);
    const [finding] = findings;
    assert.equal(finding?.fix && applyEdits(ict(written), finding.fix), mended && ict(mended));
    if (finding !== undefined) assert.equal("line" in finding.at && finding.at.line, 5);
  });
}
