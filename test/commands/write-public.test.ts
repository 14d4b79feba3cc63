import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { writePublic } from "../../src/commands/write-public.ts";
import { makeFolder } from "./make-index.ts";
import { readTree } from "./read-tree.ts";

const FILES = [
  { path: "index.html", bytes: "<p>hello</p>" },
  { path: "p/one/index.html", bytes: "one" },
  { path: "api/v1/x.json", bytes: new TextEncoder().encode("{}") },
];

test("files are written, counted and listed as sha256sum lists them", (t) => {
  const folder = join(makeFolder(t), "public");
  assert.deepEqual(writePublic(folder, FILES), { files: 4, written: 3, removed: 0 });
  const sum = createHash("sha256").update("one").digest("hex");
  assert.ok(readFileSync(join(folder, "SHA256SUMS"), "utf8").includes(`${sum}  p/one/index.html\n`));
});

test("a second time nothing is written, not even touched", (t) => {
  const folder = join(makeFolder(t), "public");
  writePublic(folder, FILES);
  const before = statSync(join(folder, "index.html")).mtimeMs;
  assert.deepEqual(writePublic(folder, FILES), { files: 4, written: 0, removed: 0 });
  assert.equal(statSync(join(folder, "index.html")).mtimeMs, before);
});

test("what is no more is removed with its empty folders; what is not ours stays", (t) => {
  const folder = join(makeFolder(t), "public");
  mkdirSync(join(folder, "p", "two"), { recursive: true });
  writeFileSync(join(folder, "CNAME"), "example.org");
  writePublic(folder, FILES);
  assert.deepEqual(writePublic(folder, FILES.slice(0, 1)), { files: 2, written: 0, removed: 2 });
  assert.deepEqual(Object.keys(readTree(folder)), ["CNAME", "SHA256SUMS", "index.html"]);
  assert.ok(
    !existsSync(join(folder, "api")) && !existsSync(join(folder, "p", "one")) && existsSync(join(folder, "p", "two")),
  );
});

for (const path of ["../x", "/etc/x", "a/../../x", "", ".", "a/.."]) {
  test(`${JSON.stringify(path)} is refused: nothing is written outside the folder`, (t) => {
    const folder = join(makeFolder(t), "public");
    assert.throws(() => writePublic(folder, [{ path, bytes: "x" }]), { code: "internal" });
  });
}

test("two exporters that write the same path are our fault", (t) => {
  const folder = join(makeFolder(t), "public");
  assert.throws(() => writePublic(folder, [...FILES, ...FILES]), { code: "internal", message: /two exporters write/ });
});

test("a list of checksums that was tampered with removes nothing outside", (t) => {
  const place = makeFolder(t);
  const folder = join(place, "public");
  writePublic(folder, FILES);
  writeFileSync(join(place, "precious"), "x");
  writeFileSync(join(folder, "SHA256SUMS"), `${"0".repeat(64)}  ../precious\n`);
  assert.throws(() => writePublic(folder, FILES), { code: "internal", message: /outside the folder/ });
  assert.ok(existsSync(join(place, "precious")));
});

test("a run cut in between is completed by the next", (t) => {
  const folder = join(makeFolder(t), "public");
  function* cut() {
    yield* FILES.slice(0, 2);
    throw new Error("cut");
  }
  assert.throws(() => writePublic(folder, cut()), /cut/);
  writePublic(folder, FILES);
  const whole = join(makeFolder(t), "public");
  writePublic(whole, FILES);
  assert.deepEqual(readTree(folder), readTree(whole));
});

test("a link in the place of a file is replaced, not written through", (t) => {
  const place = makeFolder(t);
  const folder = join(place, "public");
  mkdirSync(folder);
  writeFileSync(join(place, "precious"), "precious");
  symlinkSync(join(place, "precious"), join(folder, "index.html"));
  writePublic(folder, FILES);
  assert.equal(readFileSync(join(place, "precious"), "utf8"), "precious");
  assert.equal(readFileSync(join(folder, "index.html"), "utf8"), "<p>hello</p>");
});
