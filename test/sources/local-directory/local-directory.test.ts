import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { type TestContext, test } from "node:test";
import { openSource } from "../../../src/sources/index.ts";
import { walkFolder } from "../../../src/sources/local-directory/walk-folder.ts";
import type { FileContent, OpenSource, RepositoryFile } from "../../../src/sources/source.ts";
import { dataPath, hasParts } from "../../parts/presence.ts";
import { gitIn, makeCheckout, makeFolder, makePorts, writeFiles } from "../build-repository.ts";

function openFolder(path: string, host?: string): OpenSource {
  return openSource({ kind: "local-directory", path, ...(host === undefined ? {} : { host }) }, makePorts(path));
}

async function addresses(source: OpenSource): Promise<string[]> {
  const { repositories } = await source.repositories();
  return repositories.map((each) => `${each.host}/${each.owner}/${each.name}`);
}

async function readOnly(path: string, file: RepositoryFile, capBytes = 1000): Promise<FileContent> {
  const source = openFolder(path);
  const repository = (await source.repositories()).repositories[0];
  assert.ok(repository);
  return await source.read(repository, file, capBytes);
}

async function outcomeOf(
  path: string,
  file: string,
  kind: RepositoryFile["kind"] = "file",
  cap = 1000,
): Promise<string> {
  const content = await readOnly(path, { path: file, kind }, cap);
  return content.outcome === "bytes" ? Buffer.from(content.bytes).toString("utf8") : content.reason;
}

test("a folder without git is one repository of the worktree", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "a.plugin.json": "{}", "sub/b.plugin.json": "{}" });
  const source = openFolder(folder);
  const { repositories, faults, expected } = await source.repositories();
  assert.deepEqual(repositories, [
    { host: "local", owner: "", name: basename(folder), commit: "worktree", formerNames: [] },
  ]);
  assert.deepEqual([faults, expected], [[], 1]);
  assert.equal(source.name, `local-directory:${basename(folder)}`);
});

test("a checkout is one repository at its HEAD, files not committed included", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = join(makeFolder(t), "lab__segment");
  const commit = makeCheckout(folder, { "a.plugin.json": "{}" });
  writeFiles(folder, { "new.plugin.json": "{}" });
  const source = openFolder(folder, "github.com");
  const { repositories } = await source.repositories();
  assert.deepEqual(repositories, [{ host: "github.com", owner: "lab", name: "segment", commit, formerNames: [] }]);
  const files = await source.files(repositories[0]!);
  assert.deepEqual(
    files.map((file) => file.path),
    ["a.plugin.json", "new.plugin.json"],
  );
  const content = await source.read(repositories[0]!, files[0]!, 100);
  assert.ok(content.outcome === "bytes");
  assert.equal(content.blobOid, gitIn(folder, ["rev-parse", "HEAD:a.plugin.json"]));
});

test("a checkout without a commit is a worktree", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  gitIn(folder, ["init", "--quiet"]);
  const { repositories } = await openFolder(folder).repositories();
  assert.equal(repositories[0]?.commit, "worktree");
});

test("a folder of checkouts gives each of them and names what is none", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  for (const name of ["two", "one"]) makeCheckout(join(folder, name), { "x.plugin.json": "{}" });
  writeFiles(folder, { "drafts/x.plugin.json": "{}", "readme.md": "" });
  const source = openFolder(folder);
  assert.deepEqual(await addresses(source), ["local//one", "local//two"]);
  const { faults } = await source.repositories();
  assert.deepEqual(
    faults.map((fault) => fault.what),
    ["drafts"],
  );
});

test("OWNER__REPO at depth 1 and 2 with a checkout beside them", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "plain"), { "p.plugin.json": "{}" });
  writeFiles(folder, {
    "lab__one/a.plugin.json": "{}",
    "wipp/lab__two_2/a.plugin.json": "{}",
    "wipp/__pycache__/x": "",
    "wipp/deep/lab__three/a.plugin.json": "{}",
  });
  assert.deepEqual(await addresses(openFolder(folder, "h.example")), [
    "h.example//plain",
    "h.example/lab/one",
    "h.example/lab/two_2",
  ]);
});

test("the same repository in several folders is one, and the first folder wins", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, {
    "wipp/lab__plugins/shared.json": "wipp",
    "wipp/lab__plugins/z.json": "z",
    "cwl/lab__plugins/shared.json": "cwl",
    "cwl/lab__plugins/a.json": "a",
  });
  const source = openFolder(folder);
  const { repositories, expected } = await source.repositories();
  assert.deepEqual([repositories.length, expected], [1, 1]);
  const texts: Record<string, string> = {};
  for (const file of await source.files(repositories[0]!)) {
    const content = await source.read(repositories[0]!, file, 100);
    assert.ok(content.outcome === "bytes");
    texts[file.path] = Buffer.from(content.bytes).toString("utf8");
  }
  assert.deepEqual(Object.entries(texts), [
    ["a.json", "a"],
    ["shared.json", "cwl"],
    ["z.json", "z"],
  ]);
});

test("a folder that is not there is a fault and no empty answer", async (t) => {
  const { repositories, faults, expected } = await openFolder(join(makeFolder(t), "absent")).repositories();
  assert.deepEqual([repositories, faults.length, expected], [[], 1, undefined]);
});

test("files come in the order of their paths, whatever order they were made in", async (t) => {
  const names = ["b.json", "a/z.json", "a.json", "a-b/c.json", "Z.json", "é.json", "a/b/c.json"];
  const listings: string[][] = [];
  for (const order of [names, [...names].reverse()]) {
    const folder = makeFolder(t);
    for (const name of order) writeFiles(folder, { [name]: "{}" });
    listings.push((await walkFolder(folder)).files.map((file) => file.path));
  }
  assert.deepEqual(listings[0], [...names].sort());
  assert.deepEqual(listings[1], listings[0]);
});

test("what is no place of plugin files is not listed", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, {
    "node_modules/x.json": "",
    "a/node_modules/x.json": "",
    ".waybill/cache.db": "",
    "public/index.html": "",
    "a/public/kept.json": "",
    ".waybill.yml": "",
    "vendor/.git": "gitdir: /elsewhere",
    "vendor/x.json": "",
  });
  const { files, faults } = await walkFolder(folder);
  assert.deepEqual(files, [
    { path: ".waybill.yml", kind: "file" },
    { path: "a/public/kept.json", kind: "file" },
    { path: "vendor", kind: "submodule" },
  ]);
  assert.deepEqual(faults, []);
});

test("depth and number of files have limits, and passing them is a fault", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "1/2/3/deep.json": "", "a.json": "", "b.json": "", "c.json": "" });
  const shallow = await walkFolder(folder, { depth: 2, files: 100 });
  assert.deepEqual(
    shallow.files.map((file) => file.path),
    ["a.json", "b.json", "c.json"],
  );
  assert.match(shallow.faults[0]?.reason ?? "", /deeper than 2 folders/);
  const few = await walkFolder(folder, { depth: 64, files: 2 });
  assert.match(few.faults[0]?.reason ?? "", /more than 2 files/);
  assert.deepEqual([shallow.isComplete, few.isComplete], [true, false]);
});

test("a repository with a folder that cannot be opened is not listed: what was not seen is not deleted", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "lab__whole/a.json": "", "lab__part/a.json": "" });
  // A path longer than the system takes, made step by step; not even root can open it by its whole name.
  const steps =
    'cd "$0" && for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do mkdir "$1" && cd -P "$1" || exit 1; done';
  const made = spawnSync("sh", ["-c", steps, join(folder, "lab__part"), "x".repeat(254)]);
  t.after(() => spawnSync("rm", ["-rf", folder]));
  if (made.status !== 0) return t.skip("this shell makes no path that long");
  const { repositories, faults, expected } = await openFolder(folder).repositories();
  assert.deepEqual([repositories.map((each) => each.name), expected], [["whole"], 2]);
  assert.match(faults[0]?.reason ?? "", /cannot be opened/);
});

function makeLinks(t: TestContext): string {
  const outside = makeFolder(t);
  writeFiles(outside, { "secret.json": "secret", "repo/real.json": "real", "repo/.git/config": "token" });
  const folder = join(outside, "repo");
  mkdirSync(join(folder, "sub"));
  symlinkSync("real.json", join(folder, "inside.json"));
  symlinkSync("../real.json", join(folder, "sub/up.json"));
  symlinkSync("../secret.json", join(folder, "outside.json"));
  symlinkSync(join(outside, "secret.json"), join(folder, "absolute.json"));
  symlinkSync("..", join(folder, "parent"));
  symlinkSync(".git/config", join(folder, "config.json"));
  symlinkSync("loop.json", join(folder, "loop.json"));
  symlinkSync("nowhere.json", join(folder, "dangling.json"));
  symlinkSync("sub", join(folder, "folder.json"));
  return folder;
}

const linkRows: [path: string, expected: string][] = [
  ["inside.json", "real"],
  ["sub/up.json", "real"],
  ["outside.json", "symlink-outside"],
  ["absolute.json", "symlink-outside"],
  ["parent", "symlink-outside"],
  ["config.json", "symlink-outside"],
  ["loop.json", "symlink-outside"],
  ["dangling.json", "gone"],
  ["folder.json", "not-a-file"],
];

test("a link is read only as long as it stays inside the repository and out of .git", async (t) => {
  const folder = makeLinks(t);
  const got: [string, string][] = [];
  for (const [path] of linkRows) got.push([path, await outcomeOf(folder, path, "symlink")]);
  assert.deepEqual(got, linkRows);
});

test("links are listed as links and never entered", async (t) => {
  const { files } = await walkFolder(makeLinks(t));
  assert.deepEqual(
    files.filter((file) => file.kind === "symlink").map((file) => file.path),
    [...linkRows.map(([path]) => path).sort()],
  );
  assert.equal(files.length, linkRows.length + 1);
});

test("a path that is not in the listing is not read, whatever it says of itself", async (t) => {
  const folder = makeLinks(t);
  for (const path of ["../secret.json", "/etc/passwd", ".git/config", "parent/secret.json", "a\0b", ""]) {
    assert.equal(await outcomeOf(folder, path), "gone", path);
  }
});

test("a file replaced by a link to elsewhere after the listing is refused", async (t) => {
  const folder = makeLinks(t);
  const source = openFolder(folder);
  const repository = (await source.repositories()).repositories[0]!;
  rmSync(join(folder, "real.json"));
  symlinkSync("../secret.json", join(folder, "real.json"));
  const content = await source.read(repository, { path: "real.json", kind: "file" }, 100);
  assert.equal(content.outcome === "refused" && content.reason, "symlink-outside");
});

test("100 MB are refused at once, and exactly the cap is read", async (t) => {
  const folder = makeFolder(t);
  writeFileSync(join(folder, "big.json"), "");
  truncateSync(join(folder, "big.json"), 100 * 1024 * 1024);
  writeFiles(folder, { "cap.json": "x".repeat(1000), "over.json": "x".repeat(1001), "empty.json": "" });
  const begin = performance.now();
  assert.equal(await outcomeOf(folder, "big.json"), "too-large");
  assert.ok(performance.now() - begin < 1000);
  assert.equal((await outcomeOf(folder, "cap.json")).length, 1000);
  assert.equal(await outcomeOf(folder, "over.json"), "too-large");
  assert.equal(await outcomeOf(folder, "empty.json"), "");
});

test("a file that went away is gone, a submodule is refused", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "sub"), { "x.json": "" });
  writeFiles(folder, { "a.json": "a" });
  makeCheckout(folder, {});
  assert.equal(await outcomeOf(folder, "sub", "submodule"), "submodule");
  assert.equal(await outcomeOf(folder, "b.json"), "gone");
});

test("nothing of a checkout's own configuration is run", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const commit = makeCheckout(folder, { "a.json": "{}" });
  const trap = `touch ${join(folder, "owned")}`;
  gitIn(folder, ["config", "core.fsmonitor", trap]);
  gitIn(folder, ["config", "alias.rev-parse", `!${trap}`]);
  gitIn(folder, ["config", "core.sshCommand", trap]);
  gitIn(folder, ["config", "remote.origin.url", `ext::sh -c "${trap}"`]);
  gitIn(folder, ["config", "remote.origin.promisor", "true"]);
  // A commit that is not there makes git ask the promisor for it.
  writeFileSync(join(folder, ".git/refs/heads/main"), `${"1".repeat(40)}\n`);
  const source = openFolder(folder);
  const { repositories } = await source.repositories();
  assert.equal(repositories[0]?.commit, "worktree");
  assert.notEqual(repositories[0]?.commit, commit);
  const paths = (await source.files(repositories[0]!)).map((file) => file.path);
  assert.deepEqual(paths, ["a.json"]);
});

test("the corpus of real manifests is read whole: union of families, every file listed once", async (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const families = readdirSync(corpus, { withFileTypes: true }).filter((each) => each.isDirectory());
  const folders = families.flatMap((family) =>
    readdirSync(join(corpus, family.name)).map((name) => ({ name, path: join(corpus, family.name, name) })),
  );
  const expected = new Set<string>();
  for (const { name, path } of folders) {
    const inside = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    for (const file of inside) expected.add(`${name}:${relative(path, join(file.parentPath, file.name))}`);
  }
  const source = openFolder(corpus, "github.com");
  const { repositories, faults } = await source.repositories();
  assert.deepEqual(faults, []);
  assert.equal(repositories.length, new Set(folders.map((folder) => folder.name)).size);
  const got = new Set<string>();
  for (const repository of repositories) {
    for (const file of await source.files(repository)) got.add(`${repository.owner}__${repository.name}:${file.path}`);
  }
  assert.deepEqual([...got].sort(), [...expected].sort());
});
