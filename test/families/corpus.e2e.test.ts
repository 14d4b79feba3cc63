import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { parseDocument } from "../../src/document/parse-document.ts";
import { valueAt } from "../../src/document/pointer.ts";
import { imageLabels } from "../../src/families/image-labels/index.ts";
import { families } from "../../src/families/index.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import type { ManifestDocument } from "../../src/model/manifest-document.ts";
import { dataPath } from "../parts/presence.ts";
import { configOf } from "./label-config.ts";

/** The column "here" of the survey of real manifests; folders without a row of ours give nothing. */
const HITS: Record<string, Record<string, number>> = {
  apeer: { apeer: 2 },
  artifacthub: { artifacthub: 38 },
  biaflows: { biaflows: 4 },
  bioimageio: { bioimageio: 17 },
  biotools: { biotools: 170 },
  boutiques: { boutiques: 279 },
  chaimeleon: { chaimeleon: 11 },
  cwl: { cwl: 312 },
  dockstore: { dockstore: 2 },
  flywheel: { flywheel: 1 },
  ict: { ict: 98 },
  imjoy: { imjoy: 19 },
  monai: { monai: 7 },
  neurodesk: { neurodesk: 47 },
  nfcore: { nfcore: 140 },
  wipp: { wipp: 140 },
  xnat: { xnat: 13 },
};

interface RealFile {
  folder: string;
  /** Path inside its repository. */
  path: string;
  document: ManifestDocument;
}

let files: RealFile[] | undefined;

/** Every file of the corpus that a pattern matches, parsed once. */
function candidates(t: TestContext): RealFile[] | undefined {
  const root = dataPath(t, "corpus");
  if (root === undefined) return undefined;
  files ??= globSync(["*/*/**/*", "*/*/**/.*"], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
    .flatMap((name) => {
      const [folder = "", , ...rest] = name.split("/");
      const path = rest.join("/");
      if (matchFamilies(path).length === 0) return [];
      return [{ folder, path, document: parseDocument(path, readFileSync(join(root, name))) }];
    });
  return files;
}

function recognize(file: RealFile) {
  return file.document.isParsed ? recognizeFamily(file.document.root, matchFamilies(file.path)) : undefined;
}

test("hits of each family are those of the survey, and foreign files give none", (t) => {
  const hits: Record<string, Record<string, number>> = {};
  for (const file of candidates(t) ?? []) {
    const family = recognize(file);
    if (family === undefined) continue;
    const row = hits[file.folder] ?? {};
    hits[file.folder] = { ...row, [family.id]: (row[family.id] ?? 0) + 1 };
  }
  if (files !== undefined) assert.deepEqual(hits, HITS);
});

test("no file belongs to two families", (t) => {
  const twice = (candidates(t) ?? []).filter(
    (file) => families.filter((row) => row.recognizes(file.document.root)).length > 1,
  );
  assert.deepEqual(
    twice.map((file) => file.path),
    [],
  );
});

test("every real manifest becomes a record that our schema of the record accepts", (t) => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajvFormats.default(ajv);
  for (const path of globSync("schemas/*.schema.json", { cwd: join(import.meta.dirname, "../..") })) {
    ajv.addSchema(JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8")));
  }
  const validate = ajv.getSchema("https://waybill.example/schemas/plugin.schema.json");
  assert.ok(validate !== undefined);
  const faults: string[] = [];
  for (const file of candidates(t) ?? []) {
    for (const { plugin } of recognize(file)?.normalize(file.document, { path: file.path, repositoryName: "x" }) ??
      []) {
      const plain: unknown = JSON.parse(
        JSON.stringify({ ...plugin, authors: plugin.authors.map(({ email: _, ...author }) => author) }),
      );
      if (!validate(plain)) faults.push(`${file.path}: ${ajv.errorsText(validate.errors?.slice(0, 2))}`);
    }
  }
  assert.deepEqual(faults.slice(0, 10), []);
});

test("places of every record lead to values of the document", (t) => {
  for (const file of candidates(t) ?? []) {
    for (const { places } of recognize(file)?.normalize(file.document, { path: file.path, repositoryName: "x" }) ??
      []) {
      for (const [field, pointer] of Object.entries(places)) {
        assert.notEqual(valueAt(file.document.root, pointer), undefined, `${file.path} ${field} → ${pointer}`);
      }
    }
  }
});

test("addresses of authors stand in authors and in a contact, nowhere else", (t) => {
  for (const file of candidates(t) ?? []) {
    for (const { plugin } of recognize(file)?.normalize(file.document, { path: file.path, repositoryName: "x" }) ??
      []) {
      const emails = plugin.authors.flatMap((author) => author.email ?? []);
      const { description: _, contact: __, ...rest } = plugin;
      const shown = JSON.stringify({ ...rest, authors: plugin.authors.map(({ name }) => name) });
      for (const email of emails) assert.equal(shown.includes(email), false, `${file.path}: ${email}`);
    }
  }
});

test("verdicts of the published schemas stay as they were measured", (t) => {
  const valid: Record<string, number> = {};
  for (const file of candidates(t) ?? []) {
    const family = recognize(file);
    const faults = family?.validate?.(file.document) ?? [];
    if (family !== undefined && faults.every((fault) => fault.isFormat)) valid[family.id] = (valid[family.id] ?? 0) + 1;
    for (const fault of faults) assert.ok(fault.message.length <= 260 && (fault.got ?? "").length <= 200, file.path);
  }
  if (files !== undefined)
    assert.deepEqual(valid, {
      apeer: 2,
      artifacthub: 37,
      biaflows: 4,
      bioimageio: 17,
      biotools: 170,
      boutiques: 244,
      chaimeleon: 11,
      cwl: 308,
      dockstore: 2,
      flywheel: 1,
      ict: 98,
      imjoy: 19,
      monai: 7,
      neurodesk: 47,
      nfcore: 140,
      wipp: 108,
      xnat: 13,
    });
});

test("defects of real manifests are still to be seen in their records", (t) => {
  if (candidates(t) === undefined) return;
  const record = (path: string, at = 0) => {
    const file = candidates(t)?.find((candidate) => candidate.path === path);
    assert.ok(file !== undefined, path);
    const found = recognize(file)?.normalize(file.document, { path, repositoryName: "x" })[at]?.plugin;
    assert.ok(found !== undefined, path);
    return found;
  };
  const stringified = record("dimension_reduction/UMAP/Shared-Memory-GPU/ict.yaml");
  assert.deepEqual(stringified.run.command, ["python3", "main.py"]);
  assert.equal(
    record("utils/polus-python-template/{{cookiecutter.container_name}}/plugin.json").version?.kind,
    "template",
  );
  assert.equal(record("boutiques/templates/bids-app.json").version?.kind, "template");
  assert.deepEqual(record("ivar/ivar_trim.cwl").images, []);
  assert.equal(record("segmentation/imagej-threshold-huang-tool/ict.yml").version?.kind, "other");
  const maps = record("clustering/hdbscan-clustering-tool/plugin.json");
  assert.deepEqual([maps.parameters.length, maps.parameters[1]?.required], [9, false]);
  assert.equal(record("boutiques/tests/import/upgrade04.json").images[0]?.raw, "shub://gkiar/ndmg-cbrain:master");
  assert.equal(record("ucscuserapps/ucsc-bedtobigbed.cwl").images[0]?.raw.includes("bedToBigBed"), true);
});

test("real image labels name BioContainers, CHAIMELEON and CANFAR images", (t) => {
  const root = dataPath(t, "corpus");
  if (root === undefined) return;
  const dialects: Record<string, number> = {};
  for (const path of globSync("*/*/**/image-config*.json", { cwd: root }).toSorted()) {
    for (const plugin of imageLabels.normalizeConfig(configOf(JSON.parse(readFileSync(join(root, path), "utf8"))))) {
      dialects[plugin.dialect ?? ""] = (dialects[plugin.dialect ?? ""] ?? 0) + 1;
      if (plugin.dialect === "canfar")
        assert.deepEqual([plugin.run.mode, plugin.run.sessionType], ["interactive", "contributed"]);
    }
  }
  assert.deepEqual(dialects, { biocontainers: 200, canfar: 1, chaimeleon: 3, plain: 5 });
});
