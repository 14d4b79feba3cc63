import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { nextQuery } from "../../../src/registries/distribution/pages.ts";
import { startScriptedRegistry } from "../scripted-registry.ts";

const HEX = "4".repeat(64);

/** Answers page by page; the link of each page is made by `linkOf`. */
function pages(lists: unknown[], linkOf: (at: number) => string | undefined) {
  return async (t: Parameters<typeof startScriptedRegistry>[0]) =>
    startScriptedRegistry(t, {}, (_, response, path) => {
      const at = Number(new URL(path, "http://x").searchParams.get("page") ?? 0);
      const link = linkOf(at);
      response.writeHead(200, link === undefined ? {} : { link });
      response.end(JSON.stringify({ name: "lab/x", tags: lists[at] }));
      return true;
    });
}

describe("tags", () => {
  const rows: [name: string, lists: unknown[], link: (at: number) => string | undefined, tags: string[]][] = [
    [
      "sorts, drops doubles and attachment tags",
      [["b", "a", "b", `sha256-${HEX}`, `sha256-${HEX}.sig`]],
      () => undefined,
      ["a", "b"],
    ],
    ["takes null for an empty list", [null], () => undefined, []],
    ["drops what is no tag", [["a", 5, null, "../x", "", "x y"]], () => undefined, ["a"]],
    [
      "follows relative links to the end",
      [["a"], ["b"], ["c"]],
      (at) => (at < 2 ? `</v2/lab/x/tags/list?page=${at + 1}>; rel="next"` : undefined),
      ["a", "b", "c"],
    ],
    [
      "follows an absolute link, but never to its host or path",
      [["a"], ["b"]],
      (at) => (at < 1 ? `<http://169.254.169.254/other?page=1>; rel=next` : undefined),
      ["a", "b"],
    ],
  ];
  for (const [name, lists, link, tags] of rows) {
    test(name, async (t) => {
      const { registry, reference } = await pages(lists, link)(t);
      const fact = await registry.tags(reference);
      assert.deepEqual(fact.outcome === "known" && fact.value, tags);
    });
  }

  test("goes on after a page that is empty, or shorter than was asked for, where a link says so", async (t) => {
    const { registry, reference } = await pages([["a"], [], null, ["b"]], (at) =>
      at < 3 ? `<?page=${at + 1}>; rel="next"` : undefined,
    )(t);
    const fact = await registry.tags(reference);
    assert.deepEqual(fact.outcome === "known" && fact.value, ["a", "b"]);
  });

  const cut: [name: string, count: number, isRepeating: boolean, requests: number][] = [
    ["2,500 tags without a link, a thousand at a time", 2500, false, 3],
    ["2,000 tags without a link, a thousand at a time", 2000, false, 3],
    ["a thousand tags by a registry that knows no `last`", 1000, true, 2],
    ["999 tags", 999, false, 1],
    ["3,000 tags at once by a registry that knows no `n`", 3000, true, 1],
  ];
  for (const [name, count, isRepeating, requests] of cut) {
    test(`reads ${name}`, async (t) => {
      const all = Array.from({ length: count }, (_, at) => `v${String(at).padStart(5, "0")}`);
      const { registry, reference, server } = await startScriptedRegistry(t, {}, (_, response, path) => {
        const last = new URL(path, "http://x").searchParams.get("last");
        const from = last === null ? 0 : all.indexOf(last) + 1;
        response.end(JSON.stringify({ tags: isRepeating ? all : all.slice(from, from + 1000) }));
        return true;
      });
      const fact = await registry.tags(reference);
      assert.deepEqual(fact.outcome === "known" && fact.value, all);
      assert.equal(server.requests.length, requests);
    });
  }

  test("goes on after a full page that holds nothing but signatures", async (t) => {
    const signatures = Array.from({ length: 1000 }, (_, at) => `sha256-${String(at).padStart(64, "0")}.sig`);
    const { registry, reference } = await startScriptedRegistry(t, {}, (_, response, path) => {
      response.end(JSON.stringify({ tags: path.includes("last=") ? ["v1"] : signatures }));
      return true;
    });
    const fact = await registry.tags(reference);
    assert.deepEqual(fact.outcome === "known" && fact.value, ["v1"]);
  });

  test("ends a list that leads back to itself", async (t) => {
    const { registry, reference, server } = await pages([["a"], ["b"]], (at) => `<?page=${1 - at}>; rel="next"`)(t);
    const fact = await registry.tags(reference);
    assert.equal(fact.outcome === "not-available" && fact.reason, "malformed");
    assert.ok(server.requests.length <= 4);
  });

  test("ends a list that never ends", async (t) => {
    const { registry, reference } = await pages([], (at) => `<?page=${at + 1}>; rel="next"`)(t);
    const fact = await registry.tags(reference);
    assert.equal(fact.outcome === "not-available" && fact.reason, "too-large");
  });
});

test("finds the next page among several links", () => {
  assert.equal(nextQuery('</a?x=1>; rel="prev", </b?x=2>; title="a, b"; rel="next"'), "?x=2");
  assert.equal(nextQuery('</a?x=1>; rel="next-archive"'), undefined);
  assert.equal(nextQuery("<>; rel=next"), undefined);
  assert.equal(nextQuery(null), undefined);
});
