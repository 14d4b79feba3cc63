import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Digest, Reference, Referrer } from "../../src/model/image.ts";
import { digestOfBytes } from "../../src/oci/digest.ts";
import { normalizePlatform } from "../../src/oci/platform.ts";
import { listedHosts, openRegistry } from "../../src/registries/open-registry.ts";
import type { OpenRegistry, ResolvedImage } from "../../src/registries/registry.ts";
import { stillClock } from "../parts/loopback-server.ts";
import { fallbackTag, type MadeImage, makeImage, makeIndex, makeReferrer, writeLayout } from "../parts/oci-images.ts";
import { findProgram, hasParts } from "../parts/presence.ts";
import { putImage } from "../parts/put-image.ts";
import { pushLayout, type RunningRegistry, skopeo, startRegistry } from "../parts/registry.ts";
import { readChunks } from "./scripted-registry.ts";

const PARTS = ["docker-registry", "skopeo"] as const;
const REPOSITORY = "acme/nuclei";
const CONFIG = {
  User: "1000:1000",
  Env: ["PATH=/usr/bin", "LANG=C.UTF-8"],
  Entrypoint: ["/run.sh"],
  Cmd: ["--help"],
  WorkingDir: "/data",
  Labels: { "org.opencontainers.image.title": "Nuclei", z: "1", a: "2" },
  ExposedPorts: { "8080/tcp": {} },
  Volumes: { "/data": {} },
};

let folder = "";
let real: RunningRegistry;
let remote: OpenRegistry;
let disk: OpenRegistry;
let images: Record<string, MadeImage>;

function reference(tag?: string): Reference {
  return { host: "lab.example", repository: REPOSITORY, ...(tag === undefined ? {} : { tag }) };
}

function known<T>(fact: Fact<T>): T {
  assert.ok(fact.outcome === "known", JSON.stringify(fact));
  return fact.value;
}

async function resolveTag(registry: OpenRegistry, tag: string): Promise<ResolvedImage> {
  return known(await registry.resolve(reference(tag), known(await registry.digestOf(reference(tag)))));
}

function inspect(tag: string, ...args: string[]): Promise<string> {
  return skopeo("inspect", "--tls-verify=false", ...args, `docker://${real.host}/${REPOSITORY}${suffixOf(tag)}`);
}

/** `@sha256:…` as it is, else a tag. */
function suffixOf(name: string): string {
  return name.startsWith("@") ? name : `:${name}`;
}

async function makeImages(): Promise<Record<string, MadeImage>> {
  const layers = [{ files: { "etc/passwd": "u:x:1000:1000::/:/bin/sh\n" } }, { files: { "run.sh": "#!/bin/sh\n" } }];
  const amd64 = await makeImage({ platform: "linux/amd64", layers, config: CONFIG, annotations: { of: "manifest" } });
  const arm64 = await makeImage({ platform: "linux/arm64/v8", layers, config: { ...CONFIG, User: "0" } });
  const arm = await makeImage({ platform: "linux/arm/v7", layers, config: {} });
  const docker = await makeImage({ platform: "linux/amd64", layers, config: CONFIG, flavor: "docker" });
  const dockerArm = await makeImage({ platform: "linux/arm64", layers, flavor: "docker" });
  const zstd = await makeImage({ platform: "linux/amd64", layers, config: CONFIG, packing: "zstd" });
  return {
    zstd,
    "1.2.3": amd64,
    latest: makeIndex([arm64, amd64, arm], { annotations: { of: "index" } }),
    "0-docker": docker,
    "0-docker-list": makeIndex([docker, dockerArm], { flavor: "docker" }),
  };
}

before(async () => {
  if (PARTS.some((name) => findProgram(name) === undefined)) return;
  folder = await mkdtemp(join(tmpdir(), "waybill-real-"));
  real = await startRegistry();
  images = await makeImages();
  await writeLayout(join(folder, REPOSITORY), images);
  for (const tag of ["1.2.3", "latest", "zstd"])
    await pushLayout(join(folder, REPOSITORY), tag, `${real.host}/${REPOSITORY}:${tag}`);
  for (const tag of ["0-docker-list", "0-docker"]) {
    const image = images[tag];
    if (image !== undefined) await putImage(real, REPOSITORY, tag, image);
  }
  const settings = [
    { host: "lab.example", kind: "distribution", endpoint: real.url },
    { host: "disk.example", kind: "oci-layout", endpoint: folder },
  ];
  const clock = stillClock();
  const ports = { http: makeHttpClient({ clock, allowedHosts: listedHosts(settings) }), now: clock.now };
  remote = openRegistry("lab.example", settings, ports);
  disk = openRegistry("disk.example", settings, ports);
});

after(async () => {
  await real?.stop();
  if (folder !== "") await rm(folder, { recursive: true, force: true });
});

describe("a real registry, with skopeo as referee", () => {
  for (const tag of ["1.2.3", "latest", "zstd", "0-docker", "0-docker-list"]) {
    test(`agrees field by field on ${tag}`, async (t) => {
      if (!hasParts(t, ...PARTS)) return;
      const image = await resolveTag(remote, tag);
      assert.equal(image.digest, images[tag]?.descriptor.digest);
      const raw = await inspect(tag, "--raw");
      assert.equal(digestOfBytes(raw), image.digest);
      const document = JSON.parse(raw);
      assert.equal(document.mediaType, image.mediaType);
      assert.deepEqual(image.annotations, document.annotations ?? {});
      const listed = (document.manifests ?? [undefined]).map(
        (entry: { digest: string } | undefined) => entry?.digest ?? image.digest,
      );
      assert.deepEqual(
        image.platforms.map(({ digest }) => digest),
        listed,
      );
      for (const platform of image.platforms) await compareWithReferee(tag, platform);
    });
  }

  test("gives the same record of the same image from a layout and from a registry", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    for (const tag of Object.keys(images)) {
      assert.equal(JSON.stringify(await resolveTag(disk, tag)), JSON.stringify(await resolveTag(remote, tag)), tag);
    }
  });

  test("lists the tags that skopeo lists, without the fallback tag of referrers", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const listed = JSON.parse(await skopeo("list-tags", "--tls-verify=false", `docker://${real.host}/${REPOSITORY}`))
      .Tags as string[];
    const versions = listed.filter((tag) => !tag.startsWith("sha256-"));
    assert.deepEqual(known(await remote.tags(reference())), versions.sort());
    assert.deepEqual(known(await disk.tags(reference())), versions);
  });

  test("finds referrers by the fallback tag, in the registry and in the layout", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const subject = images["latest"]?.descriptor;
    assert.ok(subject !== undefined);
    const type = "application/vnd.dev.sigstore.bundle.v0.3+json";
    const bundle = makeReferrer(subject, { artifactType: type, layers: [{ mediaType: type, bytes: '{"a":1}' }] });
    const list = makeIndex([bundle]);
    const tag = fallbackTag(subject.digest);
    assert.deepEqual(known(await remote.referrers(reference(), subject.digest as Digest)), []);
    await putImage(real, REPOSITORY, tag, list);
    await writeLayout(join(folder, REPOSITORY), { [tag]: list });
    for (const registry of [remote, disk]) {
      const listed: Referrer[] = known(await registry.referrers(reference(), subject.digest as Digest));
      assert.deepEqual(
        listed.map(({ digest, artifactType }) => [digest, artifactType]),
        [[bundle.descriptor.digest, type]],
      );
      const manifest = JSON.parse(
        Buffer.from(known(await registry.manifest(reference(), bundle.descriptor.digest as Digest, 65536))).toString(),
      );
      const layer = { digest: manifest.layers[0].digest, sizeBytes: manifest.layers[0].size };
      assert.equal(Buffer.concat(await readChunks(registry.blob(reference(), layer))).toString(), '{"a":1}');
    }
    assert.equal(known(await remote.tags(reference())).includes(tag), false);
  });

  test("reads an index in an index, level by level as --raw shows them, leaf by leaf as inspect does", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const [inner, arm] = [images["1.2.3"], images["latest"]];
    assert.ok(inner !== undefined && arm !== undefined);
    const nested = makeIndex([makeIndex([inner], { annotations: { of: "inner" } }), arm], {
      annotations: { of: "outer" },
    });
    await putImage(real, REPOSITORY, "nested", nested);
    const image = await resolveTag(remote, "nested");
    const leaves: string[] = [];
    const walk = async (name: string): Promise<void> => {
      const raw = await skopeo("inspect", "--tls-verify=false", "--raw", `docker://${real.host}/${REPOSITORY}${name}`);
      const { manifests } = JSON.parse(raw) as { manifests?: { digest: string }[] };
      if (manifests === undefined) leaves.push(name.slice(1));
      for (const { digest } of manifests ?? []) await walk(`@${digest}`);
    };
    await walk(":nested");
    assert.deepEqual(
      image.platforms.map(({ digest }) => digest),
      leaves,
    );
    assert.deepEqual(image.annotations, { of: "outer" });
    for (const platform of image.platforms) await compareWithReferee(`@${platform.digest}`, platform);
  });

  test("shows no tag of a signature, whoever left it, and takes tags in any order", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const image = images["1.2.3"];
    assert.ok(image !== undefined);
    const repository = "acme/signed";
    const hex = image.descriptor.digest.replace(":", "-");
    const versions = ["10", "9", "v2", "Z", "a", "1.0.0-x86_64"];
    for (const tag of [...versions, `${hex}.sig`, `${hex}.att`, `${hex}.sbom`, hex]) {
      await putImage(real, repository, tag, image);
    }
    const answer = JSON.parse(await skopeo("list-tags", "--tls-verify=false", `docker://${real.host}/${repository}`));
    assert.equal(answer.Tags.length, versions.length + 4);
    assert.deepEqual(known(await remote.tags({ host: "lab.example", repository })), versions.toSorted());
  });

  test("tells a repository without tags from one that never was", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const image = images["1.2.3"];
    assert.ok(image !== undefined);
    await putImage(real, "acme/emptied", "1", image);
    await skopeo("delete", "--tls-verify=false", `docker://${real.host}/acme/emptied:1`);
    const emptied = { host: "lab.example", repository: "acme/emptied" };
    assert.deepEqual(known(await remote.tags(emptied)), []);
    for (const repository of ["acme/emptied", "acme/never"]) {
      const fact = await remote.digestOf({ host: "lab.example", repository, tag: "1" });
      assert.equal(fact.outcome === "not-available" && fact.reason, "not-found");
    }
    const never = await remote.tags({ host: "lab.example", repository: "acme/never" });
    assert.equal(never.outcome === "not-available" && never.reason, "not-found");
  });

  test("reads an image that umoci made", async (t: TestContext) => {
    if (!hasParts(t, ...PARTS, "umoci", "tar")) return;
    const layout = join(folder, "acme", "umoci");
    const rootfs = join(folder, "rootfs.tar");
    await writeFile(join(folder, "hello"), "hello");
    execFileSync("tar", ["-C", folder, "-cf", rootfs, "hello"]);
    const umoci = (...args: string[]) => execFileSync("umoci", args, { stdio: "pipe" });
    umoci("init", "--layout", layout);
    umoci("new", "--image", `${layout}:1`);
    umoci(
      "config",
      "--image",
      `${layout}:1`,
      "--architecture",
      "arm64",
      "--config.label",
      "a=b",
      "--config.user",
      "1000",
    );
    umoci("raw", "add-layer", "--image", `${layout}:1`, rootfs);
    await pushLayout(layout, "1", `${real.host}/acme/umoci:1`);
    const place = { host: "lab.example", repository: "acme/umoci", tag: "1" };
    const digest = known(await remote.digestOf(place));
    const image = known(await remote.resolve(place, digest));
    assert.equal(JSON.stringify(known(await disk.resolve(place, digest))), JSON.stringify(image));
    assert.deepEqual(image.platforms[0]?.platform, { os: "linux", architecture: "arm64" });
    assert.deepEqual([image.platforms[0]?.config.labels, image.platforms[0]?.config.user], [{ a: "b" }, "1000"]);
  });

  test("costs one manifest and one config per platform, one index, and no layer", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const clock = stillClock();
    const http = makeHttpClient({ clock, allowedHosts: [real.host] });
    const settings = [{ host: "lab.example", kind: "distribution", endpoint: real.url }];
    const registry = openRegistry("lab.example", settings, { http, now: clock.now });
    const digest = known(await registry.digestOf(reference("latest")));
    assert.deepEqual(http.counters()[real.host], { requests: 1, bytes: 0 });
    await registry.resolve(reference("latest"), digest);
    assert.equal(http.counters()[real.host]?.requests, 1 + 1 + 3 * 2);
  });

  test("says unreachable once the registry is gone", async (t) => {
    if (!hasParts(t, ...PARTS)) return;
    const other = await startRegistry(t);
    const clock = stillClock();
    const ports = { http: makeHttpClient({ clock, allowedHosts: [other.host] }), now: clock.now };
    const registry = openRegistry("gone.example", [{ host: "*", kind: "distribution", endpoint: other.url }], ports);
    await other.stop();
    const fact = await registry.digestOf(reference("1.2.3"));
    assert.equal(fact.outcome === "not-available" && fact.reason, "unreachable");
  });
});

async function compareWithReferee(tag: string, platform: ResolvedImage["platforms"][number]): Promise<void> {
  const { os, architecture, variant } = platform.platform;
  const choice = [
    `--override-os=${os}`,
    `--override-arch=${architecture}`,
    ...(variant ? [`--override-variant=${variant}`] : []),
  ];
  const seen = JSON.parse(await skopeoInspect(tag, choice));
  const config = JSON.parse(await skopeoInspect(tag, [...choice, "--config"]));
  const manifest = JSON.parse(await inspect(tag, "--raw"));
  if (manifest.manifests === undefined) assert.equal(seen.Digest, platform.digest);
  assert.deepEqual(
    normalizePlatform({ os: seen.Os, architecture: seen.Architecture, variant: config.variant }),
    normalizePlatform(platform.platform),
  );
  assert.deepEqual(
    platform.layers.map(({ digest }) => digest),
    seen.Layers,
  );
  assert.deepEqual(platform.config.labels, seen.Labels ?? {});
  assert.deepEqual(platform.config.env, seen.Env ?? []);
  assert.equal(platform.config.created, seen.Created);
  const run = config.config ?? {};
  assert.deepEqual(
    [platform.config.user, platform.config.entrypoint, platform.config.cmd, platform.config.workingDir],
    [run.User, run.Entrypoint, run.Cmd, run.WorkingDir],
  );
  assert.deepEqual(platform.config.exposedPorts, Object.keys(run.ExposedPorts ?? {}));
  assert.deepEqual(platform.config.volumes, Object.keys(run.Volumes ?? {}));
  assert.equal(platform.config.history.length, config.history.length);
  assert.equal(
    platform.sizeBytes,
    platform.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  );
}

/** Overrides are options of skopeo itself, `--config` one of inspect. */
function skopeoInspect(tag: string, args: string[]): Promise<string> {
  const ofInspect = args.filter((option) => option === "--config");
  const ofSkopeo = args.filter((option) => option !== "--config");
  return skopeo(
    ...ofSkopeo,
    "inspect",
    "--tls-verify=false",
    ...ofInspect,
    `docker://${real.host}/${REPOSITORY}${suffixOf(tag)}`,
  );
}
