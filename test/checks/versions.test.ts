import assert from "node:assert/strict";
import { test } from "node:test";
import { versionEqualsTag } from "../../src/checks/version-equals-tag.ts";
import { versionIsSemver } from "../../src/checks/version-is-semver.ts";
import { parseDocument } from "../../src/document/parse-document.ts";
import type { Version } from "../../src/model/plugin.ts";
import { evidence, named, plugin, told } from "./make-evidence.ts";

test("a semantic version, with a v or with a suffix, passes; others are a warning or a note by family", () => {
  const rows: [Version["kind"], string, string[]][] = [
    ["semver", "own", ["pass"]],
    ["v-semver", "own", ["pass"]],
    ["semver-suffix", "own", ["pass"]],
    ["template", "own", ["not-applicable"]],
    ["partial", "wipp", ["fail", 'warning the version "1" is not a semantic version']],
    ["other", "cwl", ["fail", 'note the version "1" is not a semantic version']],
  ];
  for (const [kind, family, expected] of rows) {
    const given = evidence({ plugin: plugin({ family, version: { raw: "1", kind } }) });
    assert.deepEqual(told(versionIsSemver, given), expected, kind);
  }
  assert.deepEqual(told(versionIsSemver, evidence()), ["not-applicable"]);
});

test("the tag is the version: an error in families that say so, a note in others", () => {
  const rows: [string, string, string, string[]][] = [
    ["wipp", "0.3.9", "lab/x:0.3.9", ["pass"]],
    ["wipp", "0.3.9", "lab/x:v0.3.9", ["pass"]],
    ["wipp", "0.3.9", "lab/x:0.3.8", ["fail", 'error the version is "0.3.9", the tag of the image "0.3.8"']],
    ["ict", "0.1.2-dev0", "lab/x:0.1.2", ["fail", 'error the version is "0.1.2-dev0", the tag of the image "0.1.2"']],
    ["boutiques", "1.0", "lab/x:latest", ["fail", 'note the version is "1.0", the tag of the image "latest"']],
    ["wipp", "{{ v }}", "lab/x:1", ["not-applicable"]],
    ["wipp", "1.0.0", "lab/x", ["not-applicable"]],
  ];
  for (const [family, raw, image, expected] of rows) {
    const given = evidence({ plugin: plugin({ family, version: { raw, kind: "other" }, images: [named(image)] }) });
    assert.deepEqual(told(versionEqualsTag, given), expected, `${raw} ${image}`);
  }
});

test("a version that YAML reads as a number is compared as it was written", () => {
  const document = parseDocument("ict.yaml", new TextEncoder().encode("name: a\nversion: 1.0 # first\n"));
  const record = plugin({ family: "ict", version: { raw: "1", kind: "partial" }, images: [named("lab/x:1.0")] });
  const given = evidence({ plugin: record, document, places: { "/version": "/version" } });
  assert.deepEqual(told(versionEqualsTag, given), ["pass"]);
});
