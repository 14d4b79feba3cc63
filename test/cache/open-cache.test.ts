import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { openCache } from "../../src/cache/open-cache.ts";

function makePath(t: TestContext, ...parts: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-cache-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, ...parts);
}

test("what was kept is there when it is opened again, in a folder that is made", (t) => {
  const path = makePath(t, "deep", "er", "cache.db");
  const cache = openCache(path);
  cache.set("inventory", "a", "1");
  cache.set("layer-facts", "a", "2");
  cache.set("inventory", "a", "3");
  cache.close();
  const again = openCache(path);
  assert.deepEqual(
    [again.get("inventory", "a"), again.get("layer-facts", "a"), again.get("resolved-image", "a")],
    ["3", "2", undefined],
  );
  again.close();
});

const values = ["", "\0", "'; DROP TABLE item; --", "\u{1F600}".repeat(10), "x".repeat(1_000_000), "__proto__"];

test("keys and values are texts and nothing else", () => {
  const cache = openCache(":memory:");
  for (const value of values) {
    cache.set("inventory", value.slice(0, 100), value);
    assert.equal(cache.get("inventory", value.slice(0, 100)), value);
  }
  cache.close();
});

const damages: [what: string, bytes: string][] = [
  ["text", "this is no database, but a text that is longer than a header of SQLite, which has 100 bytes. ".repeat(3)],
  ["a cut header", "SQLite format 3\0"],
  ["a header and noise", `SQLite format 3\0${"\u0007".repeat(5000)}`],
];

for (const [what, bytes] of damages) {
  test(`a file that is ${what} is set aside, and the cache begins anew`, (t) => {
    const path = makePath(t, "cache.db");
    writeFileSync(path, bytes);
    const cache = openCache(path);
    cache.set("inventory", "a", "1");
    assert.equal(cache.get("inventory", "a"), "1");
    cache.close();
    assert.equal(readFileSync(`${path}.damaged`, "utf8"), bytes);
  });
}

test("an empty file is a cache with nothing in it", (t) => {
  const path = makePath(t, "cache.db");
  writeFileSync(path, "");
  const cache = openCache(path);
  assert.equal(cache.get("inventory", "a"), undefined);
  cache.close();
  assert.ok(!existsSync(`${path}.damaged`));
});

test("a table of the same name with other columns is set aside too", (t) => {
  const path = makePath(t, "cache.db");
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE item (something TEXT)");
  other.close();
  const cache = openCache(path);
  cache.set("inventory", "a", "1");
  assert.equal(cache.get("inventory", "a"), "1");
  cache.close();
});

test("two runs may have it open at once", (t) => {
  const path = makePath(t, "cache.db");
  const [one, two] = [openCache(path), openCache(path)];
  for (let at = 0; at < 50; at++) {
    one.set("inventory", `a${at}`, "one");
    two.set("inventory", `b${at}`, "two");
  }
  assert.equal(one.get("inventory", "b49"), "two");
  assert.equal(two.get("inventory", "a49"), "one");
  one.close();
  two.close();
});

test("a folder in its place is wrong usage, and stays where it is", (t) => {
  const path = makePath(t);
  assert.throws(() => openCache(path), { code: "usage", message: /cannot be opened/ });
  assert.ok(existsSync(path) && !existsSync(`${path}.damaged`));
});

test("a cache that another program has locked is not set aside", { timeout: 30_000 }, (t) => {
  const path = makePath(t, "cache.db");
  openCache(path).close();
  const other = new DatabaseSync(path);
  t.after(() => other.close());
  other.exec("BEGIN IMMEDIATE");
  const cache = openCache(path);
  assert.equal(cache.get("inventory", "a"), undefined, "reading does not wait for a writer");
  cache.close();
  assert.ok(!existsSync(`${path}.damaged`));
});
