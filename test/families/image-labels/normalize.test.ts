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
