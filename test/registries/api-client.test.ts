import assert from "node:assert/strict";
import { test } from "node:test";
import type { HttpClient, HttpRequest } from "../../src/http/http-client.ts";
import { apiBaseOf, makeApiClient, objectOf } from "../../src/registries/api-client.ts";
import { timeMember } from "../../src/registries/api-members.ts";
import { RegistryFault } from "../../src/registries/registry-fault.ts";

function scripted(answers: [status: number, body: string][]) {
  const asked: HttpRequest[] = [];
  const http: HttpClient = {
    fetch: async (request) => {
      asked.push(request);
      const [status, body] = answers.shift() ?? [200, "{}"];
      return { status, headers: new Headers(), body: new TextEncoder().encode(body), url: request.url };
    },
    stream: () => Promise.reject(new Error("no stream")),
    counters: () => ({}),
  };
  return { http, asked };
}

const SECRET = "Basic c2VjcmV0";

function client(answers: [number, string][], credentials?: Record<string, string>) {
  const { http, asked } = scripted(answers);
  const credentialOf = (host: string) => credentials?.[host];
  return { api: makeApiClient("https://h.example/api", { http, now: () => new Date(0), credentialOf }), asked };
}

const rows: [what: string, first: number, credentials: Record<string, string>, sent: (string | undefined)[]][] = [
  ["what anybody may see is asked for as anybody", 200, { "h.example": SECRET }, [undefined]],
  ["refused with 401, asked again with credentials", 401, { "h.example": SECRET }, [undefined, SECRET]],
  ["refused with 403, asked again with credentials", 403, { "h.example": SECRET }, [undefined, SECRET]],
  ["credentials of another host stay there", 403, { "other.example": SECRET }, [undefined]],
];

for (const [what, first, credentials, sent] of rows) {
  test(what, async () => {
    const { api, asked } = client([[first, "{}"]], credentials);
    await api.get("/x").catch((fault: unknown) => assert.ok(fault instanceof RegistryFault && fault.reason === "auth"));
    assert.deepEqual(
      asked.map(({ headers }) => headers?.["authorization"]),
      sent,
    );
  });
}

test("three outages in a row end it, an answer between them begins anew, and a refusal is none", async () => {
  const statuses = [500, 500, 200, 404, 500, 403, 500, 500, 500, 200];
  const { api, asked } = client(statuses.map((status) => [status, "{}"]));
  for (const _ of statuses) await api.get("/x").catch(() => {});
  assert.equal(asked.length, 9, "the tenth is not sent");
});

for (const body of ["", "<p>", "\xff", '{"a":']) {
  test(`${JSON.stringify(body)} is malformed`, async () => {
    await assert.rejects(client([[200, body]]).api.get("/x"), { reason: "malformed" });
  });
}

test("an answer that is no object is malformed where one is needed", async () => {
  for (const body of ["[]", "null", "3"]) {
    const answer = await client([[200, body]]).api.get("/x");
    assert.throws(() => objectOf(answer), { reason: "malformed" });
  }
});

test("the base of an API holds no credentials and no query", () => {
  const settings = { host: "h", kind: "harbor" };
  assert.equal(apiBaseOf(settings, "https://h.example/"), "https://h.example");
  assert.equal(apiBaseOf({ ...settings, apiEndpoint: "http://127.0.0.1:1/x//" }, "https://h"), "http://127.0.0.1:1/x");
  for (const apiEndpoint of ["ftp://x", "x", "https://user:s3cret@h.example", "https://h.example/?token=s3cret"]) {
    assert.throws(
      () => apiBaseOf({ ...settings, apiEndpoint }, "https://h"),
      (fault: Error & { code?: string }) => fault.code === "config-invalid" && !fault.message.includes("s3cret"),
    );
  }
});

const dates: [written: unknown, read: string | undefined][] = [
  ["2021-01-05T21:06:53.506400Z", "2021-01-05T21:06:53.506Z"],
  ["Tue, 25 Feb 2025 15:12:53 -0000", "2025-02-25T15:12:53.000Z"],
  [1717680780, "2024-06-06T13:33:00.000Z"],
  ["0001-01-01T00:00:00.000Z", undefined],
  ["soon", undefined],
  [null, undefined],
  [-1, undefined],
  [Number.MAX_SAFE_INTEGER, undefined],
  ["2".repeat(100), undefined],
];

for (const [written, read] of dates) {
  test(`the date ${JSON.stringify(written)?.slice(0, 40)} is ${read}`, () => {
    assert.equal(timeMember({ at: written }, "at"), read);
  });
}
