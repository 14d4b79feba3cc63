import assert from "node:assert/strict";
import { test } from "node:test";
import { type Hop, nextHop } from "../../src/http/redirect.ts";

const HEADERS = { accept: "a/b", authorization: "Bearer s3cret", cookie: "c", "x-token": "t", "user-agent": "waybill" };
const GET: Hop = { url: new URL("https://a.example/x?y"), method: "GET", headers: HEADERS };
const POST: Hop = { ...GET, method: "POST", headers: { ...HEADERS, "content-type": "text/plain" }, body: "secret" };

test("keeps everything on the same origin", () => {
  assert.deepEqual(nextHop(GET, 302, "/z"), { ...GET, url: new URL("https://a.example/z") });
});

for (const location of ["https://b.example/", "https://a.example:8443/", "http://a.example/", "//b.example/"]) {
  test(`sends no credentials on to ${location}`, () => {
    assert.deepEqual(nextHop(GET, 307, location)?.headers, { accept: "a/b", "user-agent": "waybill" });
  });
}

test("takes credentials out of the address of a redirect", () => {
  assert.equal(nextHop(GET, 302, "https://user:pass@b.example/")?.url.href, "https://b.example/");
});

test("turns POST into GET on 302, repeats it on 307, and sends no body to another origin", () => {
  const turned = nextHop(POST, 302, "/z");
  assert.equal(turned?.method, "GET");
  assert.equal(turned?.body, undefined);
  assert.equal(turned?.headers["content-type"], undefined);
  assert.equal(nextHop(POST, 307, "/z")?.body, "secret");
  assert.equal(nextHop(POST, 307, "https://b.example/"), undefined);
  assert.equal(nextHop(POST, 303, "https://b.example/")?.body, undefined);
});

test("takes other answers for final, a redirect to nowhere included", () => {
  assert.equal(nextHop(GET, 200, "/z"), undefined);
  assert.equal(nextHop(GET, 304, "/z"), undefined);
  assert.equal(nextHop(GET, 302, null), undefined);
  assert.equal(nextHop(GET, 302, "http://[bad"), undefined);
});
