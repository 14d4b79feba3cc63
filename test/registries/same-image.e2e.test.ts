import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalLine } from "../../src/document/canonical-json.ts";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import type { Image } from "../../src/model/image.ts";
import { formatReference } from "../../src/oci/reference.ts";
import { resolveReference } from "../../src/pipeline/resolve.ts";
import { listedHosts, openRegistry } from "../../src/registries/open-registry.ts";
import { startHarbor } from "../parts/harbor-emulator.ts";
import { startHub } from "../parts/hub-emulator.ts";
import { stillClock } from "../parts/loopback-server.ts";
import { makeImage, makeIndex, writeLayout } from "../parts/oci-images.ts";
import { hasParts } from "../parts/presence.ts";
import { startQuay } from "../parts/quay-emulator.ts";
import { pushLayout, startRegistry } from "../parts/registry.ts";
import { makeRun, memoryCache } from "../pipeline/make-run.ts";
import { known, listScope } from "./open-front.ts";

const REPOSITORY = "lab/segment";
const CONFIG = { User: "1000", Cmd: ["run"], Labels: { "org.opencontainers.image.title": "Segment", b: "2", a: "1" } };

/** The record without where it lives and what a registry adds. */
function commonRecord({ names: _names, registryFacts: _facts, ...common }: Image): string {
  return canonicalLine(common);
}

test("one image in six kinds of registry gives one common record, byte for byte", async (t) => {
  if (!hasParts(t, "docker-registry", "skopeo")) return;
  const folder = await mkdtemp(join(tmpdir(), "waybill-same-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const layers = [{ files: { "etc/os-release": "ID=debian\n" } }, { files: { "run.sh": "#!/bin/sh\n" } }];
  const amd64 = await makeImage({ platform: "linux/amd64", layers, config: CONFIG, annotations: { of: "manifest" } });
  const arm64 = await makeImage({ platform: "linux/arm64/v8", layers, config: CONFIG });
  const index = makeIndex([amd64, arm64], { annotations: { of: "index" } });
  const { digest, size } = index.descriptor;
  await writeLayout(join(folder, REPOSITORY), { "1.0": index });
  const real = await startRegistry(t);
  await pushLayout(join(folder, REPOSITORY), "1.0", `${real.host}/${REPOSITORY}:1.0`);
  const upstream = real.url;
  const hub = await startHub(
    t,
    { lab: [{ name: "segment", stars: 3, tags: { "1.0": { digest, sizeBytes: size } } }] },
    { upstream },
  );
  const quayTags = { "1.0": { digest, sizeBytes: null, pushedSeconds: 1717680780 } };
  const quay = await startQuay(t, [{ namespace: "lab", name: "segment", tags: quayTags }], { upstream });
  const artifact = { digest, sizeBytes: size, tags: ["1.0"], labels: ["gpu"] };
  const harbor = await startHarbor(t, [{ project: "lab", name: "segment", artifacts: [artifact] }], { upstream });
  const settings = [
    { host: "disk.example", kind: "oci-layout", endpoint: folder },
    { host: "plain.example", kind: "distribution", endpoint: real.url },
    { host: "docker.io", kind: "docker-hub", endpoint: hub.url, apiEndpoint: hub.url },
    { host: "ghcr.io", kind: "ghcr", endpoint: real.url },
    { host: "quay.io", kind: "quay", endpoint: quay.url },
    { host: "harbor.example", kind: "harbor", endpoint: harbor.url },
  ];
  const clock = stillClock();
  const ports = { http: makeHttpClient({ clock, allowedHosts: listedHosts(settings) }), now: clock.now };

  const records: string[] = [];
  const added: [host: string, registry: string | undefined][] = [];
  for (const { host } of settings) {
    // A cache of its own: every registry is asked for everything.
    const run = makeRun({
      asOf: clock.now().toISOString(),
      registryOf: (one) => openRegistry(one, settings, ports),
      cache: memoryCache(),
    });
    const reference = { host, repository: REPOSITORY, tag: "1.0" };
    const { image } = await resolveReference(run, formatReference(reference), reference);
    const value = known(image);
    assert.equal(value.digest, digest, host);
    assert.equal(value.platforms.length, 2, host);
    records.push(commonRecord(value));
    added.push([host, value.registryFacts?.[formatReference(reference)]?.registry]);
  }
  assert.equal(new Set(records).size, 1, "byte for byte the same");
  assert.deepEqual(added, [
    ["disk.example", undefined],
    ["plain.example", undefined],
    ["docker.io", "docker-hub"],
    ["ghcr.io", undefined],
    ["quay.io", "quay"],
    ["harbor.example", "harbor"],
  ]);
  const limit = openRegistry("docker.io", settings, ports).pullLimit?.();
  assert.ok(limit !== undefined && limit.limit === 100 && limit.remaining < 100 && limit.windowSeconds === 21_600);
  // All of them list it, each in its own way; the plain one by its catalog.
  for (const [host, scope] of [
    ["plain.example", { catalog: true }],
    ["docker.io", { namespace: "lab" }],
    ["quay.io", { namespace: "lab" }],
    ["harbor.example", { project: "lab" }],
  ] as const) {
    assert.deepEqual((await listScope(openRegistry(host, settings, ports), scope)).repositories, [REPOSITORY], host);
  }
  assert.deepEqual([...hub.faults, ...quay.faults, ...harbor.faults], []);
});
