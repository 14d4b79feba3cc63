import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, test } from "node:test";
import { makeHttpClient } from "../../../src/http/make-http-client.ts";
import { openRegistry } from "../../../src/registries/open-registry.ts";
import type { RegistryScope } from "../../../src/registries/registry.ts";
import { startLoopbackServer, stillClock } from "../../parts/loopback-server.ts";
import { listScope, wordsOf } from "../open-front.ts";

type Answer = (url: URL, response: ServerResponse) => void;

function json(response: ServerResponse, body: unknown, link?: string): void {
  const fields = { "content-type": "application/json", ...(link === undefined ? {} : { link }) };
  response.writeHead(200, fields).end(JSON.stringify(body));
}

/** Distribution 2.8 pages its catalog with a relative Link. */
const paged: Answer = (url, response) => {
  const all = ["lab/a", "lab/b", "lib/c", "library", "UPPER/x", "lab/deep/d"];
  const from = all.indexOf(url.searchParams.get("last") ?? "") + 1;
  const page = all.slice(from, from + 2);
  const next = `</v2/_catalog?last=${encodeURIComponent(page.at(-1) ?? "")}&n=2>; rel="next"`;
  json(response, { repositories: page }, from + 2 < all.length ? next : undefined);
};

const rows: [what: string, answer: Answer, scope: RegistryScope, expected: string[]][] = [
  ["the whole registry", paged, { catalog: true }, ["lab/a", "lab/b", "lab/deep/d", "lib/c", "library"]],
  ["one namespace", paged, { namespace: "lab" }, ["lab/a", "lab/b", "lab/deep/d"]],
  ["one project", paged, { project: "lib" }, ["lib/c"]],
  ["an empty registry", (_, response) => json(response, { repositories: null }), { catalog: true }, []],
];

async function openAt(t: Parameters<typeof startLoopbackServer>[0], answer: Answer) {
  const server = await startLoopbackServer(t, (request, response) => {
    answer(new URL(request.url ?? "/", "http://registry.invalid"), response);
  });
  const clock = stillClock();
  const http = makeHttpClient({ clock, allowedHosts: [server.host], retries: 0 });
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: server.url }];
  return { registry: openRegistry("lab.example", settings, { http, now: clock.now }), server };
}

describe("lists what a registry names, page after page", () => {
  for (const [what, answer, scope, expected] of rows) {
    test(what, async (t) => {
      const { registry, server } = await openAt(t, answer);
      assert.deepEqual(await listScope(registry, scope), { repositories: expected });
      assert.ok(server.requests.every(({ path }) => path.startsWith("/v2/_catalog?")));
    });
  }
});

const faults: [what: string, answer: Answer, reason: string][] = [
  ["401", (_, response) => void response.writeHead(401).end(), "auth"],
  ["404", (_, response) => void response.writeHead(404).end(), "not-found"],
  ["no JSON", (_, response) => void response.writeHead(200).end("<p>"), "malformed"],
  [
    "a link to itself",
    (url, response) =>
      json(response, { repositories: [url.search.length > 9 ? "a/b" : "a/a"] }, `<${url.href}>; rel=next`),
    "malformed",
  ],
];

for (const [what, answer, reason] of faults) {
  test(`${what} is ${reason}, never an empty list`, async (t) => {
    const { registry } = await openAt(t, answer);
    assert.deepEqual(wordsOf(await registry.repositories?.({ catalog: true })), ["not-available", reason]);
  });
}
