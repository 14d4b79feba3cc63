import assert from "node:assert/strict";
import { test } from "node:test";
import { readAppSettings } from "../../src/github/app-settings.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";

const KEY = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
const good = { APP_ID: "7", PRIVATE_KEY: KEY, WEBHOOK_SECRET: "a long secret" };
const noFile = () => {
  throw new Error("no file is read");
};

const bad: [string, Record<string, string | undefined>, RegExp][] = [
  ["a missing secret", { WEBHOOK_SECRET: undefined }, /^WEBHOOK_SECRET is not set$/],
  ["an empty secret", { WEBHOOK_SECRET: "" }, /^WEBHOOK_SECRET is not set$/],
  ["Probot's default secret", { WEBHOOK_SECRET: "development" }, /WEBHOOK_SECRET is Probot's default/],
  ["a short secret", { WEBHOOK_SECRET: "hunter2" }, /at least 8/],
  ["a missing key", { PRIVATE_KEY: undefined }, /^PRIVATE_KEY is not set$/],
  ["a key that is none", { PRIVATE_KEY: "c2VjcmV0" }, /^PRIVATE_KEY holds no private key$/],
  ["a missing App id", { APP_ID: undefined }, /^APP_ID is not set$/],
  ["an App id that is none", { APP_ID: "7x" }, /^APP_ID must be a whole number/],
  ["a port that is none", { PORT: "99999" }, /^PORT must be/],
  ["a host that is none", { GHE_HOST: "git.example.org/x" }, /GHE_HOST/],
];
for (const [what, change, message] of bad) {
  test(`refuses ${what}, without its value`, () => {
    assert.throws(
      () => readAppSettings({ ...good, ...change }, noFile),
      (error) => {
        assert.ok(error instanceof WaybillError);
        assert.match(error.code, /^config-/);
        assert.match(error.message, message);
        for (const value of ["hunter2", "c2VjcmV0", "MIIB"]) assert.ok(!error.message.includes(value));
        return true;
      },
    );
  });
}

test("fills in what an operator need not say", () => {
  assert.deepEqual(readAppSettings(good, noFile), {
    appId: 7,
    privateKey: KEY,
    webhookSecret: "a long secret",
    listenHost: "127.0.0.1",
    port: 3000,
    forgeHost: "github.com",
    baseUrl: "https://api.github.com",
    queuePath: "./.waybill/queue.db",
    indexFolder: ".",
  });
});

test("takes the key from a file, in one line, or in base64", () => {
  const { PRIVATE_KEY: _, ...rest } = good;
  assert.equal(readAppSettings({ ...rest, PRIVATE_KEY_PATH: "/key.pem" }, () => KEY).privateKey, KEY);
  assert.equal(readAppSettings({ ...good, PRIVATE_KEY: KEY.replaceAll("\n", "\\n") }, noFile).privateKey, KEY);
  assert.equal(readAppSettings({ ...good, PRIVATE_KEY: Buffer.from(KEY).toString("base64") }, noFile).privateKey, KEY);
});

test("an Enterprise host has its own API and its own name in ids", () => {
  const settings = readAppSettings({ ...good, GHE_HOST: "git.example.org" }, noFile);
  assert.equal(settings.baseUrl, "https://git.example.org/api/v3");
  assert.equal(settings.forgeHost, "git.example.org");
});
