import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type TestContext, test } from "node:test";
import { Ajv } from "ajv";
import { fixSource } from "../../src/commands/fix.ts";
import { validateSource } from "../../src/commands/validate.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { openSource } from "../../src/sources/index.ts";
import { dataPath } from "../parts/presence.ts";
import { judgeCorpus } from "./judge-corpus.ts";
import { AS_OF } from "./make-evidence.ts";

const REPOSITORY = "PolusAI/image-tools";

/** The plugin.json of the repository, without the two that are templates. */
async function manifests(t: TestContext): Promise<Subject[] | undefined> {
  const subjects = await judgeCorpus(t, [REPOSITORY]);
  return subjects?.filter(
    ({ evidence: { file } }) => basename(file.path) === "plugin.json" && !file.path.includes("{{"),
  );
}

const lineOf = ({ at }: Finding) => ("line" in at ? at.line : 0);

test("62 of the 95 plugin.json follow NIST's schema, by ajv alone", async (t) => {
  const subjects = await manifests(t);
  if (subjects === undefined) return;
  const path = join(import.meta.dirname, "../../schemas/third-party/wipp/wipp-plugin-manifest.schema.json");
  const text = readFileSync(path, "utf8").replaceAll(/"\$id": "#[^"]*",/g, "");
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
  const follows = ajv.compile(JSON.parse(text));
  assert.equal(subjects.length, 95);
  assert.equal(subjects.filter(({ evidence }) => follows(evidence.document.root)).length, 62);
});

test("89 of them follow the schema of their dialect after --fix; the six with real mistakes stay red", async (t) => {
  const path = dataPath(t, "corpus", "wipp", "PolusAI__image-tools");
  if (path === undefined) return;
  const clock = { now: () => new Date(AS_OF), sleep: async () => {} };
  const source = openSource({ kind: "local-directory", path }, { clock, cacheFolder: path, environment: {} });
  const ports = { clock, asOf: AS_OF, folder: path, environment: {}, progress: () => {}, color: false };
  const signal = new AbortController().signal;
  // Nothing is written: the mended texts are validated where they are, in memory.
  let last: Awaited<ReturnType<typeof validateSource>> | undefined;
  const { files } = await fixSource(source, async (one) => {
    last = await validateSource(one, { ...ports, signal }, { includeTestPaths: true });
    return last;
  });
  const reports = (last?.manifests ?? []).filter(
    (one) => basename(one.path) === "plugin.json" && !one.path.includes("{{"),
  );
  const red = reports.filter(({ findings }) => findings.some(isSchemaError)).map((one) => one.path);
  assert.equal(reports.length - red.length, 89);
  assert.deepEqual(red, [
    "features/nyxus-tool/plugin.json",
    "features/rt-cetsa-intensity-extraction-tool/plugin.json",
    "formats/polus-multichannel-tiff-plugin/plugin.json",
    "transforms/images/montage-tool/plugin.json",
    "utils/midrc-download-tool/plugin.json",
    "visualization/ome-to-microjson-tool/plugin.json",
  ]);
  assert.ok(files.every(({ mended }) => mended.length > 0));
});

function isSchemaError({ check, level }: Finding): boolean {
  return level === "error" && (check === "family-schema" || check === "syntax");
}

test("every `required` that is a text is found at its own line: 45 in files whose inputs are lists", async (t) => {
  const subjects = await manifests(t);
  if (subjects === undefined) return;
  let inLists = 0;
  for (const { evidence, findings } of subjects) {
    const { inputs } = JSON.parse(evidence.document.text);
    const texts = Object.values<{ required?: unknown }>(inputs).filter(({ required }) => typeof required === "string");
    const found = findings
      .filter(({ message }) => /^(?:wrong type: expected a boolean, got "|`required` is the text)/.test(message))
      .map(lineOf);
    assert.equal(found.length, texts.length, evidence.file.path);
    assert.equal(new Set(found).size, found.length, evidence.file.path);
    const lines = evidence.document.text.split("\n");
    for (const line of found) assert.match(lines[line - 1] ?? "", /^\s*"required":\s*"/, evidence.file.path);
    if (Array.isArray(inputs)) inLists += found.length;
  }
  assert.equal(inLists, 45);
});

test("sibling manifests name another image in 57 of 91 pairs with ICT and 24 of 57 with CWL", async (t) => {
  const subjects = await judgeCorpus(t, [REPOSITORY]);
  if (subjects === undefined) return;
  const count = (family: string, what: RegExp) =>
    subjects
      .filter((subject) => subject.family?.id === family)
      .flatMap(({ findings }) => findings)
      .filter(({ check, message }) => check === "sibling-drift" && what.test(message)).length;
  const folders = (family: string) =>
    new Set(
      subjects
        .filter((subject) => subject.family?.id === family && subject.evidence.plugin?.kind === "tool")
        .map(({ evidence: { file } }) => file.path.slice(0, file.path.lastIndexOf("/")))
        .filter((path) => subjects.some(({ evidence: { file } }) => file.path === `${path}/plugin.json`)),
    ).size;
  assert.deepEqual([count("ict", /^the image is .* in plugin\.json$/), folders("ict")], [57, 91]);
  assert.deepEqual([count("cwl", /^the image is .* in plugin\.json$/), folders("cwl")], [24, 57]);
});

test("good manifests are not buried: few notes, and hardly ever a warning", async (t) => {
  const subjects = await manifests(t);
  if (subjects === undefined) return;
  const valid = subjects.filter(({ findings }) => !findings.some(({ level }) => level === "error"));
  const average = (level: string) =>
    valid.flatMap(({ findings }) => findings.filter((one) => one.level === level)).length / valid.length;
  assert.ok(valid.length > 70);
  assert.ok(average("note") <= 3.5, `${average("note")} notes`);
  assert.ok(average("warning") <= 0.2, `${average("warning")} warnings`);
});
