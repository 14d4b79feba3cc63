import assert from "node:assert/strict";
import { chmodSync, chownSync, existsSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { WaybillError } from "../../../src/model/waybill-error.ts";
import { openSource } from "../../../src/sources/index.ts";
import type { OpenSource, SourceSettings } from "../../../src/sources/source.ts";
import { hasParts } from "../../parts/presence.ts";
import { commitFiles, gitIn, makeCheckout, makeFolder, makePorts } from "../build-repository.ts";
import { serveGit } from "./serve-git.ts";

function openGit(t: TestContext, cacheFolder: string, settings: Omit<SourceSettings, "kind">): OpenSource {
  const source = openSource({ kind: "git", ...settings }, makePorts(cacheFolder));
  t.after(() => source.close?.());
  return source;
}

/** Everything a source gives, in one value that can be compared. */
async function readAll(source: OpenSource, capBytes = 10_000): Promise<Record<string, string>> {
  const { repositories, faults } = await source.repositories();
  assert.deepEqual(faults, []);
  const all: Record<string, string> = {};
  for (const file of await source.files(repositories[0]!)) {
    const content = await source.read(repositories[0]!, file, capBytes);
    all[file.path] = content.outcome === "bytes" ? Buffer.from(content.bytes).toString("utf8") : content.reason;
  }
  return all;
}

const files = { "a.plugin.json": "{}", "sub/b.plugin.json": '{"b":1}', "sub/é\n.json": "new\0line", "-x": "option" };

test("a path with a checkout, its .git and a bare copy give the same commit and files", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const commit = makeCheckout(join(folder, "plugins"), files);
  gitIn(folder, ["clone", "--quiet", "--bare", "plugins", "bare.git"]);
  for (const url of ["plugins", "plugins/.git", "bare.git"].map((name) => join(folder, name))) {
    const source = openGit(t, join(folder, "cache"), { url });
    const { repositories, expected } = await source.repositories();
    assert.equal(expected, 1);
    assert.equal(repositories[0]?.commit, commit);
    assert.equal(repositories[0]?.defaultBranch, "main");
    assert.equal(repositories[0]?.treeOid, gitIn(join(folder, "plugins"), ["rev-parse", "HEAD^{tree}"]));
    assert.deepEqual(await readAll(source), files);
  }
});

test("listing says object ids and sizes as git knows them", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "plugins"), files);
  const source = openGit(t, join(folder, "cache"), { url: join(folder, "plugins") });
  const { repositories } = await source.repositories();
  const listed = await source.files(repositories[0]!);
  assert.deepEqual(
    listed.map((file) => file.path),
    Object.keys(files).sort(),
  );
  const first = listed.find((file) => file.path === "a.plugin.json");
  assert.deepEqual(first, {
    path: "a.plugin.json",
    kind: "file",
    sizeBytes: 2,
    blobOid: gitIn(join(folder, "plugins"), ["rev-parse", "HEAD:a.plugin.json"]),
  });
});

test("two clones of the same repository list the same", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const seed = Math.floor(Math.random() * 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const letters = ["a", "B", "-", "é", "\u{1F600}", " ", "\t", "0", "_", "."];
  const many: Record<string, string> = {};
  for (let count = 0; count < 60; count += 1) {
    const segment = (): string => `n${Array.from({ length: 1 + random(6) }, () => letters[random(10)]).join("")}`;
    many[Array.from({ length: 1 + random(3) }, segment).join("/")] = String(random(1000));
  }
  const paths = Object.keys(many).filter((path) => !Object.keys(many).some((other) => other.startsWith(`${path}/`)));
  makeCheckout(join(folder, "plugins"), Object.fromEntries(paths.map((path) => [path, many[path]!])));
  const listings: string[] = [];
  for (const cache of ["one", "two"]) {
    const source = openGit(t, join(folder, cache), { url: join(folder, "plugins") });
    const { repositories } = await source.repositories();
    const listed = await source.files(repositories[0]!);
    assert.deepEqual(
      listed.map((file) => file.path),
      [...paths].sort(),
    );
    listings.push(JSON.stringify([repositories, listed]));
  }
  assert.equal(listings[0], listings[1]);
});

test("over HTTP blobs come only when they are read, and an unchanged remote is not fetched again", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "work"), files);
  gitIn(folder, ["clone", "--quiet", "--bare", "work", "lab/plugins.git"]);
  const server = await serveGit(t, folder);
  const url = `${server.url}/lab/plugins.git`;
  const source = openGit(t, join(folder, "cache"), { url });
  const { repositories } = await source.repositories();
  assert.equal(repositories[0]?.owner, "lab");
  const [key = ""] = readdirSync(join(folder, "cache/git"));
  const clone = join(folder, "cache/git", key, "repository.git");
  const missing = (): number =>
    gitIn(clone, ["rev-list", "--objects", "--missing=print", "refs/waybill/pinned"]).split("\n?").length - 1;
  assert.equal(missing(), 4);
  const content = await source.read(repositories[0]!, { path: "a.plugin.json", kind: "file" }, 100);
  assert.equal(content.outcome, "bytes");
  assert.equal(missing(), 3);
  assert.deepEqual(await readAll(source), files);
  const before = server.requests.length;
  await openGit(t, join(folder, "cache"), { url }).repositories();
  const later = server.requests.slice(before).filter((line) => line.startsWith("POST"));
  assert.equal(later.length, 1, "one ls-refs, no fetch");
});

test("a server without filters is read all the same", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "plugins"), files);
  gitIn(folder, ["clone", "--quiet", "--bare", "plugins", "x.git"]);
  const server = await serveGit(t, folder, "uploadpack.allowFilter=false");
  assert.deepEqual(await readAll(openGit(t, join(folder, "cache"), { url: `${server.url}/x.git` })), files);
});

test("a branch, a tag, a full ref and a commit can be asked for", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const work = join(folder, "plugins");
  const first = makeCheckout(work, { "a.json": "1" });
  gitIn(work, ["tag", "--annotate", "--message=x", "v1.0.0"]);
  gitIn(work, ["branch", "feature/x"]);
  const second = commitFiles(work, { "a.json": "2" });
  const rows: [string | undefined, string][] = [
    [undefined, second],
    ["main", second],
    ["feature/x", first],
    ["v1.0.0", first],
    ["refs/tags/v1.0.0", first],
    [first, first],
  ];
  for (const [gitRef, commit] of rows) {
    const source = openGit(t, join(folder, "cache"), { url: work, ...(gitRef === undefined ? {} : { gitRef }) });
    const { repositories, faults } = await source.repositories();
    assert.deepEqual([faults, repositories[0]?.commit], [[], commit], gitRef);
  }
  const absent = await openGit(t, join(folder, "cache"), { url: work, gitRef: "nowhere" }).repositories();
  assert.deepEqual([absent.repositories, absent.expected], [[], 1]);
  assert.match(absent.faults[0]?.reason ?? "", /no branch or tag nowhere/);
  for (const gitRef of ["--upload-pack=x", "+main:refs/heads/x", "a..b", "main *", "x\ny"]) {
    await assert.rejects(openGit(t, folder, { url: work, gitRef }).repositories(), WaybillError);
  }
});

test("a new commit, even one that replaces history, is what the next listing gives", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const work = join(folder, "plugins");
  makeCheckout(work, { "a.json": "1" });
  const source = openGit(t, join(folder, "cache"), { url: work });
  assert.deepEqual(await readAll(source), { "a.json": "1" });
  commitFiles(work, { "b.json": "2" });
  assert.deepEqual(await readAll(source), { "a.json": "1", "b.json": "2" });
  gitIn(work, ["checkout", "--quiet", "--orphan", "fresh"]);
  rmSync(join(work, "a.json"));
  commitFiles(work, { "c.json": "3" });
  gitIn(work, ["branch", "--force", "main"]);
  gitIn(work, ["checkout", "--quiet", "main"]);
  assert.deepEqual(await readAll(source), { "b.json": "2", "c.json": "3" });
});

test("a repository that cannot be asked, and one without commits, are faults with the reason", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  gitIn(folder, ["init", "--quiet", "--bare", "empty.git"]);
  const rows: [url: string, reason: RegExp][] = [
    [join(folder, "absent.git"), /does not appear to be a git repository|not found|does not exist/],
    [join(folder, "empty.git"), /no commit yet/],
    ["http://127.0.0.1:1/lab/plugins.git", /unable to access|connect/i],
  ];
  for (const [url, reason] of rows) {
    const source = openGit(t, join(folder, "cache"), { url });
    const { repositories, faults, expected } = await source.repositories();
    assert.deepEqual([repositories, faults.length, expected], [[], 1, 1]);
    assert.match(faults[0]?.reason ?? "", reason);
    const repository = { host: "x", owner: "", name: "x", commit: "x", formerNames: [] };
    await assert.rejects(
      source.files(repository),
      (error) => error instanceof WaybillError && error.code === "not-reachable",
    );
  }
});

test("a copy that a killed run left locked or broken is made anew", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const work = join(folder, "plugins");
  makeCheckout(work, { "a.json": "1" });
  const cache = join(folder, "cache");
  await readAll(openGit(t, cache, { url: work }));
  const place = join(cache, "git", readdirSync(join(cache, "git"))[0]!);
  for (const [round, damage] of ["shallow.lock", "refs/waybill/pinned.lock", "config"].entries()) {
    commitFiles(work, { "a.json": `round ${round}` });
    writeFileSync(join(place, "repository.git", damage), "[broken");
    assert.deepEqual(await readAll(openGit(t, cache, { url: work })), { "a.json": `round ${round}` });
  }
  const stale = join(place, "fresh-left");
  gitIn(place, ["init", "--quiet", "--bare", stale]);
  utimesSync(stale, 0, 0);
  rmSync(join(place, "repository.git"), { recursive: true });
  await readAll(openGit(t, cache, { url: work }));
  assert.deepEqual(readdirSync(place).sort(), ["gitconfig", "repository.git"]);
});

test("links stay inside the tree; submodules and too large files are refused", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const work = join(folder, "plugins");
  makeCheckout(work, {
    "real.json": "real",
    "sub/x.json": "x",
    "big.json": "x".repeat(10_001),
    "cap.json": "y".repeat(10_000),
  });
  symlinkSync("real.json", join(work, "inside"));
  symlinkSync("../real.json", join(work, "sub/up"));
  symlinkSync("/etc/passwd", join(work, "absolute"));
  symlinkSync("../outside", join(work, "outside"));
  symlinkSync("sub/../../x", join(work, "sly"));
  symlinkSync("loop", join(work, "loop"));
  symlinkSync("nowhere", join(work, "dangling"));
  symlinkSync("inside", join(work, "twice"));
  gitIn(work, ["update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},module`]);
  writeFileSync(join(work, ".gitmodules"), '[submodule "x"]\n\tpath = module\n\turl = ext::sh -c "touch owned"\n');
  gitIn(work, ["add", "inside", "sub", "absolute", "outside", "sly", "loop", "dangling", "twice", ".gitmodules"]);
  gitIn(work, ["commit", "--quiet", "--message=links"]);
  const {
    ".gitmodules": _modules,
    "cap.json": cap,
    ...all
  } = await readAll(openGit(t, join(folder, "cache"), { url: work }));
  assert.equal(cap?.length, 10_000);
  assert.deepEqual(all, {
    absolute: "symlink-outside",
    "big.json": "too-large",
    dangling: "gone",
    inside: "real",
    loop: "symlink-outside",
    module: "submodule",
    outside: "symlink-outside",
    "real.json": "real",
    sly: "symlink-outside",
    "sub/up": "real",
    "sub/x.json": "x",
    twice: "real",
  });
});

/** Makes a tree by hand: git itself would refuse to add such names. */
function commitTree(folder: string, entries: [mode: string, type: string, oid: string, name: string][]): string {
  const bytes = entries.map(([mode, , oid, name]) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]),
  );
  return gitIn(folder, ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"], Buffer.concat(bytes));
}

test("a tree with names that no file system should see is read without them", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  gitIn(folder, ["init", "--quiet", "--bare", "--initial-branch=main", "x.git"]);
  const bare = join(folder, "x.git");
  const blob = gitIn(bare, ["hash-object", "-w", "--stdin"], "{}");
  const inner = commitTree(bare, [["100644", "blob", blob, "passwd"]]);
  const tree = commitTree(bare, [
    ["40000", "tree", inner, ".."],
    ["40000", "tree", inner, ".GIT"],
    ["100644", "blob", blob, "good.json"],
    ["100644", "blob", "2".repeat(40), "missing.json"],
  ]);
  const commit = gitIn(bare, ["commit-tree", "-m", "x", tree]);
  gitIn(bare, ["update-ref", "refs/heads/main", commit]);
  // A clone of a repository with a missing object fails on git's side: serve what can be served.
  const whole = commitTree(bare, [
    ["40000", "tree", inner, ".."],
    ["40000", "tree", inner, ".GIT"],
    ["100644", "blob", blob, "good.json"],
  ]);
  const broken = openGit(t, join(folder, "cache"), { url: bare });
  assert.equal((await broken.repositories()).faults.length, 1);
  gitIn(bare, ["update-ref", "refs/heads/main", gitIn(bare, ["commit-tree", "-m", "y", whole])]);
  const source = openGit(t, join(folder, "cache"), { url: bare });
  const { repositories, faults } = await source.repositories();
  assert.deepEqual(
    (await source.files(repositories[0]!)).map((file) => file.path),
    ["good.json"],
  );
  assert.deepEqual(faults.map((fault) => fault.what).sort(), ["../passwd", ".GIT/passwd"]);
});

test("nothing of a hostile repository is run, and its configuration is not honored", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  const owned = join(folder, "owned");
  const work = join(folder, "plugins");
  makeCheckout(work, { "a.json": "{}", ".gitattributes": "* filter=evil diff=evil\n", "--upload-pack=x": "y" });
  const trap = join(folder, "trap.sh");
  writeFileSync(trap, `#!/bin/sh\ntouch ${owned}\ncat\n`);
  chmodSync(trap, 0o755);
  for (const hook of [
    "post-checkout",
    "reference-transaction",
    "pre-auto-gc",
    "post-upload-pack",
    "fsmonitor-watchman",
  ]) {
    writeFileSync(join(work, ".git/hooks", hook), `#!/bin/sh\ntouch ${owned}\n`);
    chmodSync(join(work, ".git/hooks", hook), 0o755);
  }
  const settings: [string, string][] = [
    ["core.fsmonitor", trap],
    ["core.hooksPath", join(work, ".git/hooks")],
    ["core.sshCommand", trap],
    ["core.pager", trap],
    ["core.alternateRefsCommand", trap],
    ["filter.evil.smudge", trap],
    ["filter.evil.clean", trap],
    ["uploadpack.packObjectsHook", trap],
    ["remote.origin.url", `ext::${trap}`],
    ["remote.origin.uploadpack", trap],
    [`url.ext::${trap} .insteadOf`, "file://"],
    ["protocol.allow", "always"],
    ["credential.helper", `!${trap}`],
  ];
  for (const [name, value] of settings) gitIn(work, ["config", name, value]);
  const all = await readAll(openGit(t, join(folder, "cache"), { url: work }));
  assert.deepEqual([all["a.json"], all["--upload-pack=x"]], ["{}", "y"]);
  assert.equal(existsSync(owned), false);
});

test("a repository whose configuration cannot be read is a fault", async (t) => {
  if (!hasParts(t, "git")) return;
  const folder = makeFolder(t);
  makeCheckout(join(folder, "plugins"), { "a.json": "{}" });
  writeFileSync(join(folder, "plugins/.git/config"), "[include]\n\tpath = /etc/passwd\n");
  const { faults } = await openGit(t, join(folder, "cache"), { url: join(folder, "plugins") }).repositories();
  assert.equal(faults.length, 1);
});

test("a repository that belongs to another user of the machine is read", async (t) => {
  if (!hasParts(t, "git")) return;
  if (process.getuid?.() !== 0) return t.skip("only root can give files away");
  const folder = makeFolder(t);
  makeCheckout(join(folder, "plugins"), { "a.json": "{}" });
  for (const path of ["plugins", "plugins/.git"]) chownSync(join(folder, path), 12345, 12345);
  assert.deepEqual(await readAll(openGit(t, join(folder, "cache"), { url: join(folder, "plugins") })), {
    "a.json": "{}",
  });
});
