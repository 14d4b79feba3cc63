import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { labelDrift } from "../../src/checks/label-drift.ts";
import { labelFamilies } from "../../src/families/index.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { renderSarif } from "../../src/reporters/sarif/render.ts";
import { configOf } from "../families/label-config.ts";
import { dataPath } from "../parts/presence.ts";
import { judgeCorpus } from "./judge-corpus.ts";
import { image, plugin, told, withImage } from "./make-evidence.ts";

/** A row of DEFECTS.tsv that a check finds: its id, and the line where that can be counted by hand. */
interface Found {
  check: string;
  line?: number;
  message?: RegExp;
}

/** What else is to be true of a row, where its lesson is a behavior. */
type Behavior = (row: Row, subjects: readonly Subject[], corpus: string) => void;

interface Row {
  id: string;
  repository: string;
  path: string;
}

const found = (check: string, line?: number, message?: RegExp): Found => ({
  check,
  ...(line !== undefined && { line }),
  ...(message && { message }),
});

/** Every row → the checks that find it, or the behavior that its lesson asks for. */
const ROWS: Record<string, Found | Found[] | Behavior> = {
  D01: (row, subjects) => {
    assert.deepEqual(checksOf(row, subjects), ["template-placeholder"]);
  },
  D02: found("template-placeholder", 2),
  D03: [found("template-placeholder", 2), found("template-placeholder", 8)],
  D04: found("family-schema", 2),
  D05: found("syntax", 15, /trailing comma/),
  D06: found("syntax", 9, /missing comma/),
  D07: found("syntax", 1),
  D08: found("syntax", 2),
  D09: found("syntax", 2),
  D10: found("syntax", 14, /twice/),
  D11: found("syntax", 6),
  D12: (row, subjects) => {
    // The gadget is never resolved, and the family is still named.
    assert.deepEqual(new Set(checksOf(row, subjects)), new Set(["syntax"]));
    assert.equal(oneOf(row, subjects).family?.id, "cwl");
  },
  D13: found("syntax", 53, /Unresolved tag/),
  D14: (row, subjects) => assert.equal(pluginOf(row, subjects).name, "MaskGenerator"),
  D15: (row, subjects) => assert.deepEqual(pluginOf(row, subjects).images, []),
  D16: [found("family-schema", 17, /expected a list, got an object/), found("required-is-boolean", 22)],
  D17: found("family-schema", 11, /expected a boolean, got "true"/),
  D18: [found("family-schema", 14, /expected a boolean, got "True"/), found("version-is-semver", 3)],
  // In the map the type is not yet looked at; after --fix it is one of the six that stay red.
  D19: found("family-schema", 17),
  D20: (row, subjects) => {
    assert.equal(pluginOf(row, subjects).dialect, "wipp-polus");
    assert.ok(!checksOf(row, subjects).includes("family-schema"));
  },
  D21: found("family-schema", 52),
  D22: found("default-in-choices", 121),
  D23: found("default-in-choices", 200),
  D24: (row, subjects) => {
    assert.equal(Math.max(...pluginOf(row, subjects).parameters.map(({ choices = [] }) => choices.length)), 113);
  },
  D25: found("version-is-semver", 41),
  D26: found("version-equals-tag", 11),
  D27: found("version-equals-tag", 5),
  D28: found("sibling-drift", 3, /VERSION/),
  D29: found("name-unique", 2, /imagej-threshold-huang-tool/),
  D30: found("sibling-drift", 7, /threshold-minimum-tool/),
  D31: found("name-unique", 21),
  D32: [found("sibling-drift", 7), found("sibling-drift", 49)],
  D33: [found("entrypoint-is-list", 6), found("placeholder-authors", 3)],
  D34: found("source-matches"),
  D35: found("ui-keys-exist", 64, /inputs\.mask/),
  D36: found("family-schema", 77, /missing "title"/),
  D37: (row, subjects) => {
    const conditions = pluginOf(row, subjects).parameters.flatMap(({ showIf }) => showIf ?? []);
    assert.ok(conditions.length > 0 && conditions.every((condition) => /==/.test(condition)));
  },
  D38: (row, subjects) => {
    const folder = row.path.slice(0, row.path.lastIndexOf("/"));
    const beside = subjects.filter(({ evidence: { file } }) => file.path.startsWith(`${folder}/plugin_`));
    assert.equal(new Set(beside.map(({ evidence }) => evidence.plugin?.images[0]?.raw)).size, 1);
    assert.equal(beside.length, 3);
  },
  D39: (row, subjects) => {
    // Two entries: what the manifest says of itself does not make them one.
    const twin = { ...row, repository: "PolusAI/image-tools" };
    assert.equal(pluginOf(twin, subjects).name, pluginOf(row, subjects).name);
    assert.notEqual(oneOf(twin, subjects).evidence.repository.name, oneOf(row, subjects).evidence.repository.name);
  },
  D40: found("family-schema", 1, /missing "name"/),
  D41: (row, subjects) => {
    const { name, from, images } = pluginOf(row, subjects);
    assert.deepEqual([name, from["/name"], images], ["clij-apeer-template", "derived", []]);
  },
  D42: found("placeholder-authors", undefined, /John Doe|Jane Smith/),
  D43: (row, subjects) => {
    // One file name, two dialects: told apart by their content.
    const other = { ...row, repository: "Cellular-Imaging-Amsterdam-UMC/W_NucleiSegmentation-ImageJ-Schema" };
    const [one, two] = [row, other].map((each) => oneOf(each, subjects));
    assert.deepEqual([one?.family?.id, two?.family?.id], ["biaflows", "biaflows"]);
    assert.notEqual(one?.evidence.plugin?.dialect, two?.evidence.plugin?.dialect);
  },
  D44: found("image-has-tag", 4),
  D45: (row, subjects) => {
    const key = pluginOf(row, subjects).parameters.find((one) => one.key === "cytomine_private_key");
    assert.deepEqual([key?.setBy, key?.secret, key?.default], ["platform", true, undefined]);
  },
  D46: found("image-reference-valid", 6),
  D47: found("image-reference-valid", 8, /shub:/),
  D48: found("image-reference-valid", 65, /upper case/),
  D49: found("image-is-text", 10),
  D50: (row, subjects) => {
    assert.deepEqual(at(row, subjects), []);
    const other = { ...row, path: "dockstore-webservice/src/test/resources/badVersionCWL.cwl" };
    assert.ok(checksOf(other, subjects).includes("family-schema"));
  },
  D51: found("image-not-latest", 14),
  D52: [found("family-schema", 2), found("template-placeholder")],
  D53: (row, _subjects, corpus) => {
    const labels = configAt(row, "chaimeleon", corpus).labels;
    assert.match(labels["version"] ?? "", /\$/);
    assert.ok(
      !told(labelDrift, labeledBy(row, "chaimeleon", corpus, {})).some((line) => line.includes("label version")),
    );
  },
  D54: (row, _subjects, corpus) => {
    const lines = told(labelDrift, labeledBy(row, "chaimeleon", corpus, { name: "shap-exp-tool" }));
    assert.match(lines.join("\n"), /the label name of the image is "sharp-exp-tool"/);
  },
  D55: found("parameter-keys-unique", 202),
  D56: (row, subjects) => {
    const { evidence, findings } = oneOf(row, subjects);
    const sarif = renderSarif([{ path: evidence.file.path, family: "boutiques", plugins: [], findings }]);
    assert.ok(sarif.includes("descriptors/afni/%40Align_Centers.json"));
  },
  D57: (row, _subjects, corpus) => {
    const [labeled] = labelFamilies.flatMap((family) => {
      const config = configAt(row, "biocontainers", corpus);
      return family.recognizesLabels(config.labels) ? family.normalizeConfig(config) : [];
    });
    assert.deepEqual([labeled?.license?.raw, labeled?.license?.spdx], ["GPL-3+", "GPL-3.0-or-later"]);
  },
  D58: (row, subjects) => assert.deepEqual(at(row, subjects), []),
};

/** Rows of families that are not read yet. */
const WAITING: readonly string[] = [];

function at({ repository, path }: Row, subjects: readonly Subject[]): Subject[] {
  return subjects.filter(
    ({ evidence: { file, repository: from } }) => file.path === path && `${from.owner}/${from.name}` === repository,
  );
}

function oneOf(row: Row, subjects: readonly Subject[]): Subject {
  const [subject] = at(row, subjects);
  assert.ok(subject !== undefined, `${row.repository} ${row.path} is there`);
  return subject;
}

function pluginOf(row: Row, subjects: readonly Subject[]): Plugin {
  const { plugin: record } = oneOf(row, subjects).evidence;
  assert.ok(record !== undefined, `${row.repository} ${row.path} is a plugin`);
  return record;
}

function checksOf(row: Row, subjects: readonly Subject[]): string[] {
  return at(row, subjects).flatMap(({ findings }) => findings.map(({ check }) => check));
}

/** Where the list of defects says Dockerfile, the data holds its facts as an image configuration. */
function configAt({ repository, path }: Row, folder: string, corpus: string) {
  const file = join(corpus, folder, repository.replace("/", "__"), path, "../image-config.json");
  return configOf(JSON.parse(readFileSync(file, "utf8")));
}

function labeledBy(row: Row, folder: string, corpus: string, part: Partial<Plugin>) {
  const given = withImage(image([configAt(row, folder, corpus)]));
  return { ...given, plugin: plugin({ version: { raw: "0.0.3", kind: "semver" }, ...part }) };
}

async function readAll(t: TestContext) {
  const list = dataPath(t, "corpus", "DEFECTS.tsv");
  if (list === undefined) return undefined;
  const rows = readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line): Row => {
      const [id = "", , file = ""] = line.split("\t");
      const colon = file.indexOf(":");
      return { id, repository: file.slice(0, colon), path: file.slice(colon + 1) };
    });
  const subjects = await judgeCorpus(t, [...new Set(rows.map(({ repository }) => repository))]);
  return subjects === undefined ? undefined : { rows, subjects, corpus: join(list, "..") };
}

test("the table has every row of the list of defects, and waits for none in silence", async (t) => {
  const all = await readAll(t);
  if (all === undefined) return;
  assert.equal(all.rows.length, 58);
  assert.deepEqual(all.rows.map(({ id }) => id).sort(), [...Object.keys(ROWS), ...WAITING].sort());
});

for (const [id, expected] of Object.entries(ROWS)) {
  test(`${id} is ${typeof expected === "function" ? "treated as its lesson says" : [expected].flat()[0]?.check}`, async (t) => {
    const all = await readAll(t);
    const row = all?.rows.find((one) => one.id === id);
    if (all === undefined || row === undefined) return;
    if (typeof expected === "function") {
      expected(row, all.subjects, all.corpus);
      return;
    }
    const findings = at(row, all.subjects).flatMap((subject) => subject.findings);
    for (const { check, line, message } of [expected].flat()) {
      const hits = findings.filter(
        (one) =>
          one.check === check &&
          (line === undefined || ("line" in one.at && one.at.line === line)) &&
          (message === undefined || message.test(one.message)),
      );
      assert.ok(
        hits.length > 0,
        `${check} at line ${line}: ${JSON.stringify(findings.map((one) => [one.check, one.at]))}`,
      );
    }
  });
}

/** What their authors say of their own test files. */
const LABELED: [repository: string, path: RegExp, isGood: boolean, count: number][] = [
  ["PolusAI/tools", /^tests\/plugins\/resources\/g[123]\.json$/, true, 3],
  ["PolusAI/tools", /^tests\/plugins\/resources\/b[123]\.json$/, false, 3],
  ["boutiques/boutiques", /^boutiques\/tests\/bids\/bids_good\.json$/, true, 1],
  ["boutiques/boutiques", /^boutiques\/schema\/examples\/.*\.json$/, true, 4],
  ["boutiques/boutiques", /^boutiques\/tests\/bids\/bids_bad\d\.json$/, false, 2],
  ["boutiques/boutiques", /^boutiques\/tests\/validator\/.*\.json$/, false, 6],
  ["artifacthub/hub", /^cmd\/ah\/testdata\/lint\/test(?:5|6|18)\/.*\.yml$/, true, 7],
  ["artifacthub/hub", /testdata\/(?:path2|invalid)\/.*\.yml$/, false, 2],
];

for (const [repository, path, isGood, count] of LABELED) {
  test(`${repository} ${path.source}: ${count} come out ${isGood ? "good" : "bad"}, as labeled`, async (t) => {
    const all = await readAll(t);
    if (all === undefined) return;
    const files = all.subjects.filter(
      ({ evidence: { file, repository: from } }) => `${from.owner}/${from.name}` === repository && path.test(file.path),
    );
    const bad = files.filter(({ findings }) => findings.some(isRuleBroken)).map(({ evidence }) => evidence.file.path);
    assert.equal(files.length, count, files.map(({ evidence }) => evidence.file.path).join("\n"));
    assert.equal(bad.length, isGood ? 0 : count, bad.join("\n"));
  });
}

/** Rules of the families' own validators; our advice about tags and versions is none of them. */
function isRuleBroken({ check, level }: Subject["findings"][number]): boolean {
  const rules = ["family-schema", "syntax", "inputs-satisfiable", "image-reference-valid"];
  return level === "error" && rules.includes(check);
}
