import assert from "node:assert/strict";
import { test } from "node:test";
import { imageLabels } from "../../../src/families/image-labels/index.ts";
import { labeled } from "../label-config.ts";

const OCI = "org.opencontainers.image";

/** Labels → dialect, name, mode. */
const ROWS: [Record<string, string>, string | undefined, string?, string?][] = [
  [{}, undefined],
  [{ maintainer: "x" }, undefined],
  [{ [`${OCI}.version`]: "24.04", [`${OCI}.ref.name`]: "ubuntu" }, undefined],
  [{ [`${OCI}.title`]: "Tool" }, "opencontainers", "Tool", "unknown"],
  [{ [`${OCI}.source`]: "https://github.com/lab/tool.git" }, "opencontainers", "tool", "unknown"],
  [{ "org.label-schema.name": "tool" }, "label-schema", "tool", "unknown"],
  [{ name: "a", version: "1" }, "plain", "a", "unknown"],
  [{ name: "a", version: "1", authorization: "b" }, "chaimeleon", "a", "unknown"],
  [{ software: "a", "software.version": "1" }, "biocontainers", "a", "unknown"],
  [{ "ca.nrc.cadc.skaha.type": "notebook", name: "astroml" }, "canfar", "astroml", "interactive"],
  [{ "ca.nrc.cadc.skaha.type": "Headless" }, "canfar", "unnamed", "batch"],
  [{ "ca.nrc.cadc.skaha.type": " " }, undefined],
];

for (const [labels, dialect, name, mode] of ROWS) {
  test(`${JSON.stringify(labels)} is ${dialect ?? "no plugin"}`, () => {
    assert.equal(imageLabels.recognizesLabels(labels), dialect !== undefined);
    const [plugin] = imageLabels.normalizeConfig(labeled(labels));
    assert.deepEqual([plugin?.dialect, plugin?.name, plugin?.run.mode], [dialect, name, mode]);
  });
}

test("ports keep their protocol and the name that OpenShift's label gives them", () => {
  const labels = { name: "a", version: "1", "io.openshift.expose-services": "6901:http, 5901:xvnc" };
  const exposedPorts = ["6901/tcp", "5901", "0/tcp", "99999/tcp", "web"];
  const [plugin] = imageLabels.normalizeConfig(labeled(labels, { exposedPorts }));
  assert.deepEqual(plugin?.run.ports, [
    { port: 6901, protocol: "tcp", purpose: "http" },
    { port: 5901, purpose: "xvnc" },
  ]);
});

test("session types of one label are read one by one", () => {
  const modeOf = (type: string) =>
    imageLabels.normalizeConfig(labeled({ "ca.nrc.cadc.skaha.type": type }))[0]?.run.mode;
  assert.deepEqual(["headless", "headless, notebook", "notebook,desktop-app", "headless,"].map(modeOf), [
    "batch",
    "both",
    "interactive",
    "batch",
  ]);
});

test("a source repository called image_batch_… or image_interactive_… says the mode", () => {
  const modeOf = (labels: Record<string, string>) => imageLabels.normalizeConfig(labeled(labels))[0]?.run.mode;
  assert.equal(modeOf({ [`${OCI}.source`]: "https://github.com/lab/image_batch_count/" }), "batch");
  assert.equal(modeOf({ "org.label-schema.vcs-url": "https://github.com/lab/image_interactive_x" }), "interactive");
  assert.equal(modeOf({ [`${OCI}.source`]: "https://github.com/lab/count" }), "unknown");
});

/** Tags as labels write them → claims. */
const TAGS: [string, string[]][] = [
  ["field::biology, role::program", ["field::biology", "role::program"]],
  ["field::biology,:biology:bioinformatics", ["field::biology", "field::biology:bioinformatics"]],
  ["implemented-in::c,:commandline", ["implemented-in::c", ":commandline"]],
  ["works-with::TODO,:TODO, , suite::TODO", []],
  ["Genomics, genomics, Genomics", ["Genomics", "genomics"]],
  [":".repeat(3_000), [":".repeat(3_000)]],
];

for (const [text, claims] of TAGS) {
  test(`tags of ${text.slice(0, 40)}`, () => {
    const labels = { software: "a", "software.version": "1", "about.tags": text };
    assert.deepEqual(imageLabels.normalizeConfig(labeled(labels))[0]?.claims, claims);
  });
}

test("a label with an argument of the build gives way to one without", () => {
  const labels = { name: "a-$TOOL", version: "$VERSION", description: "for $WHOM", [`${OCI}.title`]: "Tool A" };
  const [plugin] = imageLabels.normalizeConfig(labeled({ ...labels, authorization: "all" }));
  assert.deepEqual(
    [plugin?.name, plugin?.version, plugin?.description],
    ["Tool A", { raw: "$VERSION", kind: "template" }, undefined],
  );
  assert.deepEqual(plugin?.ext["unresolvedLabels"], ["name", "version", "description"]);
});

test("a price or a shell variable in the middle of prose is an argument only where it could be one", () => {
  const [plugin] = imageLabels.normalizeConfig(labeled({ name: "a", version: "1", description: "costs $5 or 5$" }));
  assert.equal(plugin?.description, "costs $5 or 5$");
});

test("licenses of Debian become SPDX ids where that is certain", () => {
  const rows = [
    ["GPL-3+", "GPL-3.0-or-later"],
    ["Expat", "MIT"],
    ["PD", undefined],
    ["SPDX:Apache-2.0", "Apache-2.0"],
    ["GPL-2+ or LGPL-2.0+", "GPL-2.0-or-later OR LGPL-2.0-or-later"],
  ] as const;
  for (const [raw, spdx] of rows) {
    const labels = { software: "a", "software.version": "1", "about.license": raw };
    const license = imageLabels.normalizeConfig(labeled(labels))[0]?.license;
    assert.deepEqual(license, spdx === undefined ? { raw } : { raw, spdx });
  }
});

test("the digest of the base is joined with its name once", () => {
  const digest = `sha256:${"b".repeat(64)}`;
  const rawOf = (name: string, value: string) =>
    imageLabels.normalizeConfig(
      labeled({ [`${OCI}.title`]: "a", [`${OCI}.base.name`]: name, [`${OCI}.base.digest`]: value }),
    )[0]?.images[0]?.raw;
  assert.equal(rawOf("ubuntu:24.04", digest), `ubuntu:24.04@${digest}`);
  assert.equal(rawOf(`ubuntu@${digest}`, digest), `ubuntu@${digest}`);
  assert.equal(rawOf("ubuntu:24.04", "sha256:x"), "ubuntu:24.04");
});
