import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDockerAuths } from "../../src/registries/read-docker-auths.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const ALICE = `Basic ${base64("alice:s3:cret")}`;

function read(value: unknown) {
  return readDockerAuths(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));
}

describe("auths of docker's config.json", () => {
  const auth = base64("alice:s3:cret");
  const rows: [name: string, auths: unknown, host: string, authorization: string | undefined][] = [
    ["a host", { "ghcr.io": { auth } }, "ghcr.io", ALICE],
    ["a host in capitals", { "GHCR.io": { auth } }, "ghcr.io", ALICE],
    ["another host", { "ghcr.io": { auth } }, "ghcr.io.evil.example", undefined],
    ["another port", { "127.0.0.1:5000": { auth } }, "127.0.0.1:5001", undefined],
    ["a port", { "127.0.0.1:5000": { auth } }, "127.0.0.1:5000", ALICE],
    ["an address", { "https://lab.example/v2/": { auth } }, "lab.example", ALICE],
    [
      "Docker Hub as docker login writes it",
      { "https://index.docker.io/v1/": { auth } },
      "registry-1.docker.io",
      ALICE,
    ],
    ["Docker Hub by its name", { "docker.io": { auth } }, "registry-1.docker.io", ALICE],
    ["one repository only", { "quay.io/lab/x": { auth } }, "quay.io", undefined],
    ["name and password", { "a.example": { username: "alice", password: "s3:cret" } }, "a.example", ALICE],
    ["a helper's empty entry", { "a.example": {} }, "a.example", undefined],
    ["an identity token", { "a.example": { auth: base64("alice:"), identitytoken: "x" } }, "a.example", undefined],
    ["a header of its own", { "a.example": { auth: base64("a:b\r\nx: y") } }, "a.example", undefined],
    ["no entry", { "a.example": "x" }, "a.example", undefined],
    ["__proto__", JSON.parse(`{"__proto__": {"auth": "${auth}"}}`), "constructor", undefined],
  ];
  for (const [name, auths, host, authorization] of rows) {
    test(`${name}: ${authorization === undefined ? "nothing" : "Basic"}`, () => {
      assert.equal(read({ auths, credsStore: "desktop" })?.(host), authorization);
    });
  }

  test("a file without auths has none, and what is no such file is told apart", () => {
    assert.equal(read({})?.("a.example"), undefined);
    for (const bad of ["", "[]", "{", '{"auths": []}']) assert.equal(read(bad), undefined);
  });

  test("cannot be printed", () => {
    const credentialOf = read({ auths: { "a.example": { auth } } });
    assert.equal(JSON.stringify({ credentialOf }), "{}");
  });
});
