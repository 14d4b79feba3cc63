import assert from "node:assert/strict";
import { test } from "node:test";
import { collectPages, type RepositoryPage } from "../../src/registries/collect-pages.ts";
import { RegistryFault } from "../../src/registries/registry-fault.ts";

const SEED = 20_260_301;

function page(names: string[], hasNext: boolean, count?: number): RepositoryPage {
  const elements = names.map((name) => ({ key: name, name }));
  return { elements, hasNext, ...(count === undefined ? {} : { count }) };
}

test("every element of an honest server is found, in any cut and with any count", async () => {
  let state = SEED;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
  for (let turn = 0; turn < 200; turn++) {
    const all = Array.from({ length: random(60) }, (_, at) => `lab/r${at}`);
    const size = 1 + random(9);
    const count = random(3) === 0 ? undefined : random(120);
    const list = await collectPages(async (at) => {
      const end = at * size;
      return page(all.slice(end - size, end), end < all.length, count);
    });
    assert.equal(list.repositories.length, all.length, `seed ${SEED}, turn ${turn}`);
    assert.ok((list.expected ?? all.length) >= all.length);
  }
});

test("elements that shift to the next page are counted once", async () => {
  const pages = [page(["a/a", "a/b"], true, 3), page(["a/b", "a/c"], false, 3)];
  assert.deepEqual(await collectPages(async (at) => pages[at - 1] ?? page([], false)), {
    repositories: ["a/a", "a/b", "a/c"],
    expected: 3,
  });
});

test("a server that invents names for ever is given up", async () => {
  await assert.rejects(
    collectPages(async (at) => page([`a/r${at}`], true)),
    (fault) => fault instanceof RegistryFault && fault.reason === "too-large",
  );
});

test("404 ends a list after its first page and is a fault on it", async () => {
  const gone = () => new RegistryFault("not-found", "404");
  const list = await collectPages(async (at) => {
    if (at > 1) throw gone();
    return page(["a/a"], true);
  });
  assert.deepEqual(list, { repositories: ["a/a"] });
  await assert.rejects(
    collectPages(() => Promise.reject(gone())),
    { reason: "not-found" },
  );
});
