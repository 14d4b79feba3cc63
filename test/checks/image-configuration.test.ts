import assert from "node:assert/strict";
import { test } from "node:test";
import { hasDefaultCommand } from "../../src/checks/has-default-command.ts";
import { noSecretsInEnvironment } from "../../src/checks/no-secrets-in-environment.ts";
import { runsAsNonRoot } from "../../src/checks/runs-as-non-root.ts";
import type { ImageConfigSummary } from "../../src/model/image.ts";
import { ask, config, image, plugin, resolved, told, withImage } from "./make-evidence.ts";

const REF = '"ghcr.io/lab/segment:1.2.0"';

test("root is root however it is written", () => {
  const rows: [string | undefined, "pass" | "fail"][] = [
    [undefined, "fail"],
    ["", "fail"],
    ["0", "fail"],
    ["00", "fail"],
    ["root", "fail"],
    ["0:1000", "fail"],
    ["root:root", "fail"],
    [":1000", "fail"],
    ["1000", "pass"],
    ["1000:0", "pass"],
    ["biodocker", "pass"],
    ["rootless", "pass"],
  ];
  for (const [user, outcome] of rows) {
    const given = withImage(image([config(user === undefined ? {} : { user })]));
    assert.equal(ask(runsAsNonRoot, given).outcome, outcome, String(user));
  }
});

test("one platform that runs as root is enough, and is named", () => {
  assert.deepEqual(told(runsAsNonRoot, withImage(image([config({ user: "1000" }), config()]))), [
    "fail",
    `warning the image ${REF} runs as root on linux/arm64: its configuration has no user, which is root`,
  ]);
});

test("attestations are no platform", () => {
  const known = image([config({ user: "1000" }), config()]);
  const attested = known.platforms[1];
  assert.ok(attested);
  attested.platform = { os: "unknown", architecture: "unknown" };
  assert.equal(ask(runsAsNonRoot, withImage(known)).outcome, "pass");
  assert.equal(ask(runsAsNonRoot, withImage(image([]))).outcome, "not-available");
});

test("entrypoint or command, on every platform; environments have none of their own", () => {
  assert.deepEqual(told(hasDefaultCommand, withImage(image([config({ cmd: ["x"] }), config({ entrypoint: ["y"] })]))), [
    "pass",
  ]);
  assert.deepEqual(told(hasDefaultCommand, withImage(image([config({ cmd: [] })]))), [
    "fail",
    `warning the image ${REF} has neither entrypoint nor command on linux/amd64`,
  ]);
  const environment = { ...withImage(image([config()])), plugin: plugin({ kind: "environment" }) };
  assert.equal(ask(hasDefaultCommand, environment).outcome, "not-applicable");
});

test("secrets in environment, labels and history are named, never printed", () => {
  const value = "s3cr3t-value";
  const key = `ghp_${"x".repeat(36)}`;
  const rows: [Partial<ImageConfigSummary>, string | undefined][] = [
    [{ env: ["PATH=/bin", "GPG_KEY=ABC", "APT_KEYRING=/k", "TOKEN_FILE=/run/t", "API_TOKEN="] }, undefined],
    [{ env: [`DB_PASSWORD=${value}`] }, 'environment "DB_PASSWORD"'],
    [{ env: ["API_TOKEN=[redacted]"] }, 'environment "API_TOKEN"'],
    [{ env: [`HARMLESS=${key}`] }, 'environment "HARMLESS"'],
    [{ labels: { "org.lab.secret": value } }, 'label "org.lab.secret"'],
    [{ history: [{ createdBy: `ENV A=1 AWS_SECRET_ACCESS_KEY=${value}` }] }, 'history "AWS_SECRET_ACCESS_KEY"'],
    [{ history: [{ createdBy: `|1 TOKEN="${value}" /bin/sh -c make` }] }, 'history "TOKEN"'],
    [{ history: [{ createdBy: "RUN PASSWORD=$(cat /run/secrets/p) make" }] }, undefined],
    [{ history: [{ createdBy: `RUN git clone https://${key}@github.com/a/b` }] }, "history, a key in a command"],
  ];
  for (const [part, name] of rows) {
    const { outcome, findings } = ask(noSecretsInEnvironment, withImage(image([config(part)])));
    assert.equal(outcome, name === undefined ? "pass" : "fail", JSON.stringify(part));
    if (name === undefined) continue;
    assert.equal(findings[0]?.level, "error");
    assert.ok(findings[0]?.message.endsWith(`: ${name}`), findings[0]?.message);
    assert.ok(!JSON.stringify(findings).includes(value) && !JSON.stringify(findings).includes(key));
  }
});

test("an image that could not be asked is no pass", () => {
  for (const check of [runsAsNonRoot, hasDefaultCommand, noSecretsInEnvironment]) {
    assert.deepEqual(told(check, resolved({})), ["not-available"]);
    assert.deepEqual(told(check, resolved({ image: { outcome: "not-supported", reason: "x" } })), ["not-available"]);
  }
});

test("a hostile history is read in linear time", () => {
  const createdBy = "A".repeat(60_000) + "=".repeat(60_000) + 'P="'.repeat(60_000);
  const started = performance.now();
  ask(noSecretsInEnvironment, withImage(image([config({ history: [{ createdBy }, { createdBy }] })])));
  assert.ok(performance.now() - started < 1000);
});
