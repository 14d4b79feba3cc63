import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { runHere } from "../commands/run-here.ts";
import { makeImage, writeLayout } from "../parts/oci-images.ts";
import { findProgram, hasParts } from "../parts/presence.ts";
import { type RunningRegistry, skopeo, startRegistry } from "../parts/registry.ts";
import { startTokenServer, type TokenServer } from "../parts/token-server.ts";

const PARTS = ["docker-registry", "skopeo", "htpasswd", "openssl"] as const;
const PASSWORD = "s3cret-of-alice";
const PAIR = Buffer.from(`alice:${PASSWORD}`).toString("base64");

let folder = "";
let tokens: TokenServer;
let byToken: RunningRegistry;
let byPassword: RunningRegistry;
let digest = "";

before(async () => {
  if (PARTS.some((name) => findProgram(name) === undefined)) return;
  folder = mkdtempSync(join(tmpdir(), "waybill-credentials-"));
  tokens = await startTokenServer({ alice: PASSWORD });
  byToken = await startRegistry({}, { tokens });
  byPassword = await startRegistry({}, { users: { alice: PASSWORD } });
  const image = await makeImage({ platform: "linux/amd64", layers: [{ files: { a: "a" } }], config: { User: "1000" } });
  digest = image.descriptor.digest;
  await writeLayout(join(folder, "layout"), { "1": image });
  for (const target of [`${byToken.host}/public/x:1`, `${byToken.host}/private/x:1`, `${byPassword.host}/lab/x:1`]) {
    const options = ["--preserve-digests", "--dest-tls-verify=false", `--dest-creds=alice:${PASSWORD}`];
    await skopeo("copy", ...options, `oci:${join(folder, "layout")}:1`, `docker://${target}`);
  }
});

after(async () => {
  for (const part of [byToken, byPassword, tokens]) await part?.stop();
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
});

interface Asked {
  exit: number;
  /** Everything that was said and everything that was written. */
  said: string;
  reason: string | undefined;
  digest: string | undefined;
}

/** `waybill inspect` as somebody with this pair in the configuration of docker. */
async function inspect(name: string, reference: string, pair: string | undefined): Promise<Asked> {
  const index = join(folder, name);
  mkdirSync(join(index, "docker"), { recursive: true });
  const registries = [byToken, byPassword].map(({ host, url }) => `  - { host: "${host}", endpoint: "${url}" }`);
  const realm = new URL(tokens.realm).host;
  const lines = ["version: 1", "sources: []", "registries:", ...registries, `network: { allowedHosts: ["${realm}"] }`];
  writeFileSync(join(index, "waybill.yml"), `${lines.join("\n")}\n`);
  const auths = Object.fromEntries([byToken, byPassword].map(({ host }) => [host, { auth: pair }]));
  if (pair !== undefined) writeFileSync(join(index, "docker", "config.json"), JSON.stringify({ auths }));
  const environment = { PATH: process.env["PATH"], DOCKER_CONFIG: join(index, "docker") };
  const outcome = await runHere(["inspect", reference, "--json", "--index", index], { environment });
  const { image, digest } = JSON.parse(outcome.stdout);
  rmSync(join(index, "docker"), { recursive: true });
  const said = `${outcome.stdout}${outcome.stderr}${outcome.notes.join("")}${readAll(index)}`;
  return { exit: outcome.exit, said, reason: image.reason, digest: digest.value };
}

function readAll(path: string): string {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name));
  return names
    .filter((name) => statSync(name).isFile())
    .map((name) => readFileSync(name, "latin1"))
    .join("");
}

/** Neither password nor pair nor any token, as they are or in base64. */
function assertSilent(said: string): void {
  for (const secret of [PASSWORD, PAIR, "eyJ0eXAiOiJKV1Qi"]) assert.ok(!said.includes(secret), secret);
}

describe("a registry with a token service, asked by `waybill inspect`", () => {
  test("lets anybody pull what is public, and is told no credentials for it", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    tokens.questions.length = 0;
    const asked = await inspect("public", `${byToken.host}/public/x:1`, PAIR);
    assert.deepEqual([asked.exit, asked.digest], [0, digest]);
    assert.deepEqual(tokens.questions, [{ user: "", scopes: ["repository:public/x:pull"], status: 200 }]);
    assertSilent(asked.said);
  });

  test("lets nobody without credentials pull what is private", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const asked = await inspect("denied", `${byToken.host}/private/x:1`, undefined);
    assert.deepEqual([asked.exit, asked.reason], [5, "auth"]);
  });

  test("lets the operator pull what is private", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    tokens.questions.length = 0;
    const asked = await inspect("private", `${byToken.host}/private/x:1`, PAIR);
    assert.deepEqual([asked.exit, asked.digest], [0, digest]);
    assert.deepEqual(
      tokens.questions.map(({ user }) => user),
      ["", "alice"],
    );
    assertSilent(asked.said);
  });

  test("refuses a wrong password", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const pair = Buffer.from(`alice:${PASSWORD}x`).toString("base64");
    const asked = await inspect("wrong", `${byToken.host}/private/x:1`, pair);
    assert.deepEqual([asked.exit, asked.reason], [5, "auth"]);
    assertSilent(asked.said);
  });
});

describe("a registry with a password file", () => {
  const rows: [name: string, pair: string | undefined, exit: number, reason: string | undefined][] = [
    ["the right password", PAIR, 0, undefined],
    ["no password", undefined, 5, "auth"],
    ["a wrong password", Buffer.from("alice:x").toString("base64"), 5, "auth"],
  ];
  for (const [name, pair, exit, reason] of rows) {
    test(`with ${name}: ${reason ?? "known"}`, async (t) => {
      if (!hasParts(t, ...PARTS)) return;
      const asked = await inspect(`basic-${exit}-${name}`, `${byPassword.host}/lab/x:1`, pair);
      assert.deepEqual([asked.exit, asked.reason], [exit, reason]);
      assertSilent(asked.said);
    });
  }
});

for (const [setting, outcome] of [
  ["", "not-available"],
  [", credentials: true", "known"],
] as const) {
  test(`a crawl ${setting === "" ? "sees what everybody sees" : "asks as the operator where waybill.yml says so"}`, async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const index = join(folder, `crawl-${outcome}`);
    for (const name of ["docker", "lab"]) mkdirSync(join(index, name), { recursive: true });
    const { host, url } = byPassword;
    const manifest = { waybill: 1, name: "x", version: "1.0.0", images: [{ reference: `${host}/lab/x:1` }] };
    writeFileSync(join(index, "lab", "x.plugin.json"), JSON.stringify(manifest));
    const registry = `registries: [{ host: "${host}", endpoint: "${url}"${setting} }]`;
    const source = "sources: [{ kind: local-directory, path: lab }]";
    writeFileSync(join(index, "waybill.yml"), ["version: 1", source, registry, ""].join("\n"));
    const auths = { [host]: { auth: PAIR } };
    writeFileSync(join(index, "docker", "config.json"), JSON.stringify({ auths }));
    const environment = { PATH: process.env["PATH"], DOCKER_CONFIG: join(index, "docker") };
    const ended = await runHere(["crawl", "--json", "--index", index], { environment });
    assert.equal(ended.exit, 0, ended.stderr);
    const [entry] = readCatalog(join(index, "catalog"))?.repositories.flatMap(({ entries }) => entries) ?? [];
    assert.equal(entry?.images[0]?.digest.outcome, outcome);
    rmSync(join(index, "docker"), { recursive: true });
    assertSilent(`${ended.stdout}${ended.stderr}${readAll(index)}`);
  });
}

test("a configuration of docker that is none is refused without quoting it", async (t) => {
  const index = mkdtempSync(join(tmpdir(), "waybill-docker-"));
  t.after(() => rmSync(index, { recursive: true }));
  writeFileSync(join(index, "config.json"), `{"auths": {"x": {"auth": "${PAIR}"}}`);
  const environment = { DOCKER_CONFIG: index };
  const outcome = await runHere(["inspect", "127.0.0.1:1/x:1", "--index", index], { environment });
  assert.equal(outcome.exit, 2);
  assert.match(outcome.stderr, /config-invalid: .*config\.json: expected the configuration of docker/);
  assertSilent(outcome.stderr);
});
