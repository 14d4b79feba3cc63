import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { emptyCatalog } from "../src/catalog/read-catalog.ts";
import { reportContext, validateSource } from "../src/commands/validate.ts";
import { reporters } from "../src/reporters/index.ts";
import { openSource } from "../src/sources/index.ts";
import { makeFolder, offlineConfig, writeFiles } from "./commands/make-index.ts";
import { AS_OF, runHere } from "./commands/run-here.ts";
import { makeImage, writeLayout } from "./parts/oci-images.ts";
import { DOMAIN, PASSWORD, plantEverywhere } from "./plant-private.ts";

/*
 * An address and a key stand in every string of a manifest of every family, and wherever an image has room for text.
 * None of them may leave the memory of a run, but for the address that a manifest gives as its own contact.
 */

const folder = makeFolder(test);
const index = join(folder, "index");
const planted = plantEverywhere();
const said: Record<string, string> = {};

const ADDRESS = new RegExp(String.raw`[\w.]+@${DOMAIN.replaceAll(".", String.raw`\.`)}`, "g");
const KEY = /ghp_LeakedKey[0-9]{27}/g;
const IMAGE_KEY = `ghp_${"LeakedKey".padEnd(36, "1")}`;

/** Everything in which an image can say something. */
async function makeTalkingImage() {
  const leak = (where: string) => `${where} image.${where}@${DOMAIN} ${IMAGE_KEY}`;
  const labels = [
    ...["maintainer", "name", "version", "description", "software", "about.summary", "about.home", "about.license"],
    ...["org.opencontainers.image.authors", "org.opencontainers.image.title", "org.opencontainers.image.source"],
    ...["org.label-schema.name", "org.label-schema.vcs-url", "ca.nrc.cadc.skaha.type", "org.nrg.commands"],
  ];
  return await makeImage({
    platform: "linux/amd64",
    layers: [
      {
        files: {
          "etc/os-release": `ID=debian\nVERSION_ID="12"\nHOME_URL="${leak("release")}"\n`,
          "var/lib/dpkg/status": `Package: toylibc\nStatus: install ok installed\nMaintainer: Ada <image.dpkg@${DOMAIN}>\nArchitecture: amd64\nVersion: 1.0-1\nDescription: ${leak("package")}\n`,
          "usr/lib/python3/site-packages/toy-1.0.dist-info/METADATA": `Metadata-Version: 2.1\nName: toy\nVersion: 1.0\nAuthor-email: image.pypi@${DOMAIN}\nSummary: ${leak("summary")}\n`,
        },
      },
    ],
    annotations: { "org.opencontainers.image.authors": leak("annotation"), "org.example.dbPassword": PASSWORD },
    config: {
      User: leak("user"),
      WorkingDir: `/${leak("folder")}`,
      Entrypoint: ["/run", leak("entrypoint")],
      Cmd: [leak("cmd"), `--password=${PASSWORD}`],
      Env: [`DB_PASSWORD=${PASSWORD}`, `NOTE=${leak("env")}`, `INDEX=https://user:${PASSWORD}@example.org/simple`],
      Labels: {
        ...Object.fromEntries(labels.map((name) => [name, leak("label")])),
        "org.lab.password": PASSWORD,
      },
      Volumes: { [`/${leak("volume")}`]: {} },
    },
  });
}

before(async () => {
  const files = planted.map(({ path, text }, at): [string, string] => [`index/repositories/lab__v${at}/${path}`, text]);
  const talking = {
    waybill: 1,
    name: "talking",
    version: "1.0.0",
    images: [{ reference: "ghcr.io/lab/talking:1.0.0" }],
  };
  writeFiles(folder, {
    ...Object.fromEntries(files),
    "index/repositories/lab__talking/talking.plugin.json": JSON.stringify(talking),
    "index/waybill.yml": offlineConfig("repositories"),
  });
  await writeLayout(join(index, "images", "lab", "talking"), { "1.0.0": await makeTalkingImage() });
  // The second crawl finds the image in the cache, and the entries in the catalog.
  for (const argv of [["crawl"], ["crawl", "--json"], ["publish"]]) {
    const outcome = await runHere([...argv, "--index", index]);
    assert.equal(outcome.exit, 0, outcome.stderr);
    said[argv.join(" ")] = [outcome.stdout, outcome.stderr, ...outcome.notes].join("\n");
  }
  for (const argv of [
    ["inspect", "ghcr.io/lab/talking:1.0.0"],
    ["scan", "ghcr.io/lab/talking:1.0.0"],
  ]) {
    const outcome = await runHere([...argv, "--index", index, "--json"]);
    said[argv.join(" ")] = outcome.stdout + outcome.stderr;
    const text = await runHere([...argv, "--index", index]);
    said[`${argv.join(" ")} text`] = text.stdout + text.stderr;
  }
  const argv = ["validate", join(index, "repositories"), "--all-paths", "--fail-on", "never"];
  for (const more of [[], ["--json"]]) {
    const outcome = await runHere([...argv, ...more]);
    assert.equal(outcome.exit, 0, outcome.stderr);
    said[["validate", ...more].join(" ")] = outcome.stdout + outcome.stderr;
  }
  const clock = { now: () => new Date(AS_OF), sleep: async () => {} };
  const source = openSource(
    { kind: "local-directory", path: join(index, "repositories") },
    { clock, cacheFolder: folder, environment: process.env },
  );
  const ports = {
    ...{ clock, asOf: AS_OF, environment: {}, folder, progress: () => {}, color: false },
    signal: new AbortController().signal,
  };
  const validation = await validateSource(source, ports, { includeTestPaths: true });
  const context = reportContext(validation, "privacy");
  for (const reporter of reporters) said[`reporter ${reporter.id}`] = reporter.render(validation.manifests, context);
});

/** Every file below a folder, and everything that was printed. */
function* outputs(): Generator<[where: string, text: string]> {
  yield* Object.entries(said);
  for (const name of ["catalog", "public", ".waybill"]) {
    const root = join(index, name);
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      // Bytes as they are: a database is searched too.
      if (entry.isFile()) yield [path.slice(index.length + 1), readFileSync(path, "latin1")];
    }
  }
}

/** Addresses that a manifest gives as its own contact, of all entries of the catalog. */
function contacts(): string[] {
  const found: string[] = [];
  for (const [where, text] of outputs()) {
    if (!where.startsWith("catalog/repositories")) continue;
    for (const { plugin } of JSON.parse(Buffer.from(text, "latin1").toString("utf8")).entries) {
      if (plugin.value?.from?.["/contact"] === "manifest") found.push(plugin.value.contact ?? "");
    }
  }
  return found;
}

test("what was planted was read: most manifests are in the catalog, and the image too", () => {
  assert.ok(planted.length > 500, `${planted.length} manifests`);
  const catalog = [...outputs()].filter(([where]) => where.startsWith("catalog/repositories"));
  assert.ok(catalog.length > planted.length / 2, `${catalog.length} of ${planted.length} repositories`);
  assert.equal([...outputs()].filter(([where]) => where.startsWith("catalog/images/")).length, 1);
  assert.ok([...outputs()].some(([where]) => where.startsWith(".waybill/cache.db")));
  assert.equal(emptyCatalog("x", AS_OF).repositories.length, 0);
});

test("an address leaves the run only as the manifest's own contact", (t) => {
  const allowed = new Set(contacts().flatMap((text) => text.match(ADDRESS) ?? []));
  const byAddress = new Map(planted.map(({ what, address }) => [address, what]));
  assert.ok([...allowed].some((address) => byAddress.get(address) === "own/segment /contact"));
  const leaks = new Map<string, string>();
  for (const [where, text] of outputs()) {
    for (const address of text.match(ADDRESS) ?? []) {
      if (!allowed.has(address)) leaks.set(`${byAddress.get(address) ?? address}`, where);
    }
  }
  t.diagnostic(`${planted.length} manifests, ${allowed.size} contacts`);
  assert.deepEqual(Object.fromEntries(leaks), {});
});

test("half an address, cut where a message was cut, does not leave the run either", () => {
  const allowed = new Set(contacts().flatMap((text) => text.match(/plant\d+\.x@/g) ?? []));
  const leaks = new Map<string, string>();
  for (const [where, text] of outputs()) {
    for (const half of text.match(/(?:plant\d+\.x|image\.\w+)@/g) ?? []) if (!allowed.has(half)) leaks.set(half, where);
  }
  const names = new Map(planted.map(({ what, address }) => [address.slice(0, address.indexOf("@") + 1), what]));
  assert.deepEqual(Object.fromEntries([...leaks].map(([half, where]) => [names.get(half) ?? half, where])), {});
});

test("no key and no password leaves the run", () => {
  const byKey = new Map(planted.map(({ what, key }) => [key, what]));
  const leaks = new Map<string, string>();
  for (const [where, text] of outputs()) {
    for (const key of text.match(KEY) ?? []) leaks.set(byKey.get(key) ?? key, where);
    if (text.includes(PASSWORD)) leaks.set(`password: ${text.slice(text.indexOf(PASSWORD) - 80).slice(0, 120)}`, where);
  }
  assert.deepEqual(Object.fromEntries(leaks), {});
});
