import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { summarizeConfig } from "../../src/oci/config-summary.ts";
import { type ImageConfig, parseImageConfig } from "../../src/oci/image-config.ts";
import { isProblem } from "../../src/oci/problem.ts";
import { isSecretName, redactCommand, redactVariable } from "../../src/oci/secret-name.ts";
import { dataPath } from "../parts/presence.ts";

const DIGEST = `sha256:${"2".repeat(64)}` as const;

function parse(value: unknown): ImageConfig {
  const config = parseImageConfig(Buffer.from(JSON.stringify(value)));
  assert.ok(!isProblem(config), JSON.stringify(config));
  return config;
}

test("reads what docker and OCI tools write", () => {
  const config = parse({
    architecture: "arm64",
    os: "linux",
    variant: "v8",
    created: "2024-01-01T00:00:00Z",
    author: "lab",
    config: {
      User: "1000:1000",
      ExposedPorts: { "8080/tcp": {}, "53/udp": {} },
      Env: ["A=b"],
      Entrypoint: ["/x"],
      Cmd: null,
      Volumes: { "/data": {} },
      WorkingDir: "/w",
      Labels: { b: "2", a: "1" },
      StopSignal: "SIGINT",
    },
    rootfs: { type: "layers", diff_ids: [DIGEST] },
    history: [{ created_by: "COPY . /", empty_layer: false }, { created_by: "CMD x", empty_layer: true }, "odd"],
  });
  assert.deepEqual(config, {
    platform: { os: "linux", architecture: "arm64" },
    created: "2024-01-01T00:00:00Z",
    author: "lab",
    user: "1000:1000",
    entrypoint: ["/x"],
    workingDir: "/w",
    stopSignal: "SIGINT",
    env: ["A=b"],
    labels: { a: "1", b: "2" },
    exposedPorts: ["53/udp", "8080/tcp"],
    volumes: ["/data"],
    diffIds: [DIGEST],
    history: [{ createdBy: "COPY . /" }, { createdBy: "CMD x", emptyLayer: true }],
  });
});

test("reads an empty configuration, and one whose members are null or of other types", () => {
  for (const config of [
    {},
    { config: null, history: null, rootfs: null },
    { config: { Env: 5, Labels: [], User: 1 } },
  ]) {
    assert.deepEqual(parse(config), { env: [], labels: {}, exposedPorts: [], volumes: [], diffIds: [], history: [] });
  }
});

test("says that a configuration beyond the caps is too large", () => {
  for (const config of [{ Env: Array(1001).fill("A=b") }, { Labels: { a: "x".repeat(300_000) } }]) {
    const answer = parseImageConfig(Buffer.from(JSON.stringify({ config })));
    assert.ok(isProblem(answer) && answer.isTooLarge);
  }
});

test("keeps the names of secret-looking variables and replaces their values, in env and history", () => {
  const config = parse({
    config: { Env: ["PATH=/bin", "DB_PASSWORD=hunter2", "PROXY=http://u:hunter2@proxy:3128/"] },
    history: [{ created_by: "|1 API_KEY=hunter2 /bin/sh -c make" }, { created_by: `RUN ${"x".repeat(5000)}` }],
  });
  const summary = summarizeConfig(config, { digest: DIGEST });
  assert.deepEqual(summary.env, ["PATH=/bin", "DB_PASSWORD=[redacted]", "PROXY=http://[redacted]@proxy:3128/"]);
  assert.equal(summary.history[0]?.createdBy, "|1 API_KEY=[redacted] /bin/sh -c make");
  assert.ok((summary.history[1]?.createdBy ?? "").length < 2100);
  assert.doesNotMatch(JSON.stringify(summary), /hunter2/);
  assert.equal("platform" in summary, false);
});

describe("isSecretName", () => {
  for (const name of [
    "DB_PASSWORD",
    "db-password",
    "DBPASSWORD",
    "GITHUB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "X_APIKEY",
    "BASIC_AUTH",
    "SSH_PRIVATE_KEY",
  ]) {
    test(`takes ${name} for a secret`, () => assert.equal(isSecretName(name), true));
  }
  for (const name of [
    "PATH",
    "GPG_KEY",
    "PYTHON_VERSION",
    "KEYBOARD",
    "AUTHOR",
    "TOKENIZERS_PARALLELISM",
    "PASSIVE",
    "",
  ]) {
    test(`does not take ${JSON.stringify(name)} for one`, () => assert.equal(isSecretName(name), false));
  }
  test("redacts assignments in quotes and leaves the rest", () => {
    assert.equal(redactCommand('ENV TOKEN="a b" X=1 # PASSWORD'), "ENV TOKEN=[redacted] X=1 # PASSWORD");
    assert.equal(redactVariable("no-equals"), "no-equals");
  });
  test("stays linear on hostile commands", () => {
    const start = performance.now();
    for (const text of ["A".repeat(200_000), "//".repeat(100_000), 'A="'.repeat(60_000), "//a".repeat(60_000)])
      redactCommand(text);
    assert.ok(performance.now() - start < 2000);
  });
});

test("reads every image-config.json of the corpus", (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const paths = globSync("**/image-config*.json", { cwd: corpus });
  assert.ok(paths.length > 10);
  for (const path of paths) assert.ok(!isProblem(parseImageConfig(readFileSync(join(corpus, path)))), path);
});
