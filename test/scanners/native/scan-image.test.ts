import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { zstdCompressSync } from "node:zlib";
import type { Inventory } from "../../../src/model/scan.ts";
import { native } from "../../../src/scanners/native/index.ts";
import { dataPath } from "../../parts/presence.ts";
import { type EntryToMake, layerOf, type MadeLayer, makeLayer, makeTar, memoryStore, serveLayers } from "../layers.ts";

const SITE = "usr/local/lib/python3.11/site-packages";
const OS: EntryToMake = { path: "etc/os-release", text: 'ID=debian\nVERSION_ID="12"\n' };

function python(name: string, version: string, folder = SITE): EntryToMake {
  return { path: `${folder}/${name}-${version}.dist-info/METADATA`, text: `Name: ${name}\nVersion: ${version}\n` };
}

function status(...packages: string[]): EntryToMake {
  const text = packages.map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\n`).join("\n");
  return { path: "var/lib/dpkg/status", text };
}

function scan(...layers: MadeLayer[]): Promise<Inventory> {
  return native.scan(serveLayers(...layers).target, memoryStore());
}

function names({ components }: Inventory): string[] {
  return components.map(({ name, version }) => `${name} ${version}`);
}

const base = () => makeLayer(OS, status("a", "b"), python("numpy", "1.0"), python("pillow", "9.0"));

test("removes what a whiteout names, and everything below it", async () => {
  const file = await makeLayer({ path: `${SITE}/numpy-1.0.dist-info/.wh.METADATA`, text: "" });
  assert.deepEqual(names(await scan(await base(), file)), ["a 1", "b 1", "pillow 9.0"]);
  const folder = await makeLayer({ path: "usr/local/.wh.lib", text: "" });
  assert.deepEqual(names(await scan(await base(), folder)), ["a 1", "b 1"]);
});

test("hides what lies below an opaque folder, wherever its mark stands in the layer", async () => {
  const opaque = { path: `${SITE}/.wh..wh..opq`, text: "" };
  const before = await makeLayer(opaque, python("scipy", "2.0"));
  const after = await makeLayer(python("scipy", "2.0"), opaque);
  assert.deepEqual(names(await scan(await base(), before)), ["a 1", "b 1", "scipy 2.0"]);
  assert.deepEqual(names(await scan(await base(), after)), ["a 1", "b 1", "scipy 2.0"]);
});

test("does not apply a whiteout to its own layer", async () => {
  const layer = await makeLayer(python("scipy", "2.0"), { path: `${SITE}/.wh.scipy-2.0.dist-info`, text: "" });
  assert.deepEqual(names(await scan(layer)), ["scipy 2.0"]);
});

test("takes bookkeeping of aufs for no whiteout", async () => {
  const layer = await makeLayer(
    { path: ".wh..wh.aufs", text: "" },
    { path: "usr/.wh..", text: "" },
    { path: "usr/.wh.", text: "" },
  );
  assert.equal((await scan(await base(), layer)).components.length, 4);
});

test("lets the upper layer's file win", async () => {
  const inventory = await scan(await base(), await makeLayer(status("a", "c")));
  assert.deepEqual(names(inventory), ["a 1", "c 1", "numpy 1.0", "pillow 9.0"]);
});

test("says which layer holds the evidence", async () => {
  const upper = await makeLayer(python("scipy", "2.0"));
  const inventory = await scan(await base(), upper);
  assert.equal(inventory.components.find(({ name }) => name === "scipy")?.layer, upper.layer.digest);
});

test("follows a/../b inside the root", async () => {
  const layer = await makeLayer(OS, { ...status("hidden"), path: "x/../../../var/./lib//dpkg/status" });
  assert.deepEqual(names(await scan(layer)), ["hidden 1"]);
});

test("takes lib and usr/lib for one folder where lib is a link to it", async () => {
  const merged = await makeLayer({ path: "lib", link: "usr/lib" }, python("old", "1", "usr/lib/python3/dist-packages"));
  const upper = await makeLayer({ path: "lib/python3/dist-packages/.wh.old-1.dist-info", text: "" });
  assert.deepEqual(names(await scan(merged, upper)), []);
  const separate = await makeLayer(python("old", "1", "usr/lib/python3/dist-packages"));
  assert.deepEqual(names(await scan(separate, upper)), ["old 1"]);
});

test("gives a Python package to the Debian package whose list names it", async () => {
  const folder = "usr/lib/python3/dist-packages";
  const list = { path: "var/lib/dpkg/info/python3-six.list", text: `/${folder}/six-1.16.dist-info/METADATA\n` };
  const inventory = await scan(
    await makeLayer(OS, status("python3-six"), list, python("six", "1.16", folder), python("own", "1")),
  );
  assert.deepEqual(
    inventory.components.map(({ name, ownedBy }) => [name, ownedBy]),
    [
      ["python3-six", undefined],
      ["own", undefined],
      ["six", "python3-six"],
    ],
  );
  assert.deepEqual(inventory.incomplete, []);
});

test("says that ownership is unknown where the lists were removed", async () => {
  const inventory = await scan(
    await makeLayer(OS, status("python3-six"), python("six", "1.16", "usr/lib/python3/dist-packages")),
  );
  assert.deepEqual(inventory.incomplete, [
    "the file lists of dpkg are gone: ownership of 1 Python packages is unknown",
  ]);
});

test("copies evidence over a hard link, and says when its target was not read", async () => {
  const linked: EntryToMake = {
    path: "opt/env/numpy-1.0.dist-info/METADATA",
    link: `./${SITE}/numpy-1.0.dist-info/METADATA`,
    type: "link",
  };
  const blind: EntryToMake = { path: "opt/env/x-1.dist-info/METADATA", link: "opt/cache/0", type: "link" };
  const inventory = await scan(await makeLayer(python("numpy", "1.0"), linked, blind));
  assert.deepEqual(names(inventory), ["numpy 1.0", "numpy 1.0"]);
  assert.match(inventory.incomplete.join(), /x-1\.dist-info\/METADATA: hard link to opt\/cache\/0, which was not read/);
});

test("never takes a database behind a link for none", async () => {
  const database: EntryToMake = { path: "var/lib/dpkg/status", link: "/opt/hidden" };
  assert.match(
    (await scan(await base(), await makeLayer(database))).incomplete.join(),
    /status is a link to \/opt\/hidden/,
  );
  const folder: EntryToMake = { path: "var/lib/dpkg", link: "../../srv" };
  const inventory = await scan(await base(), await makeLayer(folder));
  assert.deepEqual(names(inventory), ["numpy 1.0", "pillow 9.0"]);
  assert.match(inventory.incomplete.join(), /var\/lib\/dpkg is a link to \.\.\/\.\.\/srv/);
});

test("reads etc/os-release through its usual link", async () => {
  const layer = await makeLayer(
    { path: "etc/os-release", link: "../usr/lib/os-release" },
    { ...OS, path: "usr/lib/os-release" },
    status("a"),
  );
  const inventory = await scan(layer);
  assert.deepEqual(inventory.distribution, { id: "debian", version: "12" });
  assert.deepEqual([inventory.components[0]?.ecosystem, inventory.incomplete.length], ["Debian:12", 0]);
});

test("names releases as OSV does", async () => {
  for (const [text, ecosystem] of [
    ['ID=ubuntu\nVERSION_ID="22.04"\nPRETTY_NAME="Ubuntu 22.04.3 LTS"\n', "Ubuntu:22.04:LTS"],
    ['ID=ubuntu\nVERSION_ID="25.10"\nPRETTY_NAME="Ubuntu 25.10"\n', "Ubuntu:25.10"],
    ["ID=debian\n", "Debian"],
    ["ID=raspbian\nVERSION_ID=12\n", "raspbian:12"],
  ] as const) {
    const inventory = await scan(await makeLayer({ path: "etc/os-release", text }, status("a")));
    assert.equal(inventory.components[0]?.ecosystem, ecosystem);
  }
  assert.match((await scan(await makeLayer(status("a")))).incomplete.join(), /no os-release/);
});

test("reads zstd and uncompressed layers alike", async () => {
  const tar = await makeTar([OS, status("a", "b")]);
  const gzip = names(await scan(await makeLayer(OS, status("a", "b"))));
  assert.deepEqual(names(await scan(layerOf(tar, "application/vnd.oci.image.layer.v1.tar"))), gzip);
  assert.deepEqual(
    names(await scan(layerOf(zstdCompressSync(tar), "application/vnd.oci.image.layer.v1.tar+zstd"))),
    gzip,
  );
});

test("reads a layer that two images share once", async () => {
  const store = memoryStore();
  const shared = await base();
  const first = serveLayers(shared);
  const second = serveLayers(shared, await makeLayer(python("scipy", "2.0")));
  await native.scan(first.target, store);
  const before = second.readBytes();
  const inventory = await native.scan(second.target, store);
  assert.equal(before, 0);
  assert.ok(second.readBytes() < 1000 && second.readBytes() > 0);
  assert.equal(inventory.components.length, 5);
  assert.deepEqual(
    await native.scan(serveLayers(shared).target, store),
    await native.scan(serveLayers(shared).target, memoryStore()),
  );
});

test("reads a layer again when what was kept is damaged", async () => {
  const store = memoryStore();
  const served = serveLayers(await base());
  await native.scan(served.target, store);
  for (const key of store.entries.keys()) store.entries.set(key, "{");
  assert.equal((await native.scan(served.target, store)).components.length, 4);
});

test("drops and does not keep the facts of a layer whose bytes are not the ones asked for", async () => {
  const good = await base();
  const other = await makeLayer(status("evil"));
  const wrongDigest: MadeLayer = { layer: { ...good.layer, sizeBytes: other.layer.sizeBytes }, bytes: other.bytes };
  const wrongSize: MadeLayer = { layer: { ...good.layer, sizeBytes: 5 }, bytes: good.bytes };
  const gone: MadeLayer = {
    layer: good.layer,
    bytes: async function* () {
      for await (const chunk of good.bytes()) {
        yield chunk.subarray(0, 100);
        throw new Error("connection reset");
      }
    },
  };
  for (const [layer, reason] of [
    [wrongDigest, "digest-mismatch"],
    [wrongSize, "size-mismatch"],
    [gone, "connection reset"],
  ] as const) {
    const store = memoryStore();
    const inventory = await native.scan(serveLayers(layer, await makeLayer(python("kept", "1"))).target, store);
    assert.deepEqual(names(inventory), ["kept 1"]);
    assert.match(inventory.incomplete.join(), new RegExp(`its facts are dropped: ${reason}`));
    assert.equal(store.entries.size, 1);
  }
});

for (const mediaType of [
  "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
  "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
  "application/vnd.oci.image.layer.v1.tar+gzip+encrypted",
  "application/vnd.in-toto+json",
]) {
  test(`says that ${mediaType} was not read`, async () => {
    const made = await base();
    const inventory = await scan({ ...made, layer: { ...made.layer, mediaType } });
    assert.equal(inventory.components.length, 0);
    assert.equal(inventory.incomplete.length, 1);
    assert.ok(inventory.incomplete[0]?.includes(mediaType));
  });
}

test("an image without layers is not a clean one", async () => {
  assert.deepEqual((await scan()).incomplete, ["the image names no layers"]);
});

for (const name of ["whiteout", "whiteout_advanced", "whiteout_opaque"]) {
  test(`reads the layer ${name} of claircore without a fault`, async (t) => {
    const path = dataPath(t, "advisories", "inventory", "claircore", `whiteout__${name}.layer`);
    if (path === undefined) return;
    assert.deepEqual(
      (await scan(layerOf(readFileSync(path), "application/vnd.oci.image.layer.v1.tar"))).incomplete,
      [],
    );
  });
}
