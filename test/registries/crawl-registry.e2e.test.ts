import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import { makeFolder, writeFiles } from "../commands/make-index.ts";
import { runHere } from "../commands/run-here.ts";
import { type CountingProxy, startCountingProxy } from "../parts/counting-proxy.ts";
import { type MadeImage, makeImage, makeIndex, makeReferrer } from "../parts/oci-images.ts";
import { hasParts } from "../parts/presence.ts";
import { putImage } from "../parts/put-image.ts";
import { startRegistry } from "../parts/registry.ts";

const DAYS = Array.from({ length: 10 }, (_, day) => `2026-03-${String(day + 1).padStart(2, "0")}T00:00:00.000Z`);

/** An index whose plugins name images of a real registry behind a counter. */
interface Crawled {
  proxy: CountingProxy;
  /** Crawls on a day; gives what the registry was asked, sorted, and the report. */
  crawl(asOf: string): Promise<{ lines: string[]; exit: number; report: { hosts: Hosts }; elapsedMs: number }>;
  entries(): Entry[];
  /** Digests of the images of the catalog. */
  images(): string[];
  push(repository: string, tag: string, image: MadeImage): Promise<void>;
}

type Hosts = Record<string, { requests: number; bytes: number }>;

async function startCrawled(t: TestContext, images: Record<string, MadeImage>): Promise<Crawled> {
  const registry = await startRegistry(t);
  const proxy = await startCountingProxy(registry.url);
  t.after(() => proxy.stop());
  const index = makeFolder(t);
  const manifests = Object.keys(images).map((name) => [
    `repositories/lab__${name}/x.plugin.json`,
    JSON.stringify({
      waybill: 1,
      name,
      version: "1.0.0",
      license: "MIT",
      images: [{ reference: `lab.example/acme/${name}:1` }],
    }),
  ]);
  const config = [
    "version: 1",
    "sources: [{ kind: local-directory, path: repositories, host: github.com }]",
    `registries: [{ host: lab.example, endpoint: "${proxy.url}" }]`,
    "",
  ].join("\n");
  writeFiles(index, { "waybill.yml": config, ...Object.fromEntries(manifests) });
  for (const [name, image] of Object.entries(images)) await putImage(registry, `acme/${name}`, "1", image);
  return {
    proxy,
    async crawl(asOf) {
      proxy.passed.length = 0;
      const start = performance.now();
      const { exit, stdout, stderr } = await runHere(["crawl", "--index", index, "--json", "--as-of", asOf]);
      assert.equal(stderr, "");
      const lines = proxy.passed.map(({ line }) => line).sort();
      return { lines, exit, report: JSON.parse(stdout), elapsedMs: performance.now() - start };
    },
    entries: () => readCatalog(join(index, "catalog"))?.repositories.flatMap((record) => record.entries) ?? [],
    images: () => readCatalog(join(index, "catalog"))?.images.map(({ digest }) => digest) ?? [],
    push: (repository, tag, image) => putImage(registry, repository, tag, image),
  };
}

const layers = [{ files: { "run.sh": "#!/bin/sh\n" } }];
const AMD = await makeImage({ platform: "linux/amd64", layers, config: { User: "1000" } });
const ARM = await makeImage({ platform: "linux/arm64", layers });

/** Requests by what they ask for; layers are asked for by scan, once in the life of a cache. */
function countKinds(lines: readonly string[], image: MadeImage) {
  const configs = new Set([...image.blobs].filter(([, bytes]) => isConfig(bytes)).map(([digest]) => digest));
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  return {
    heads: count(/^HEAD \S+\/manifests\/1 /),
    manifests: count(/^GET \S+\/manifests\/sha256:/),
    configs: lines.filter((line) => configs.has(/\/blobs\/(\S+)/.exec(line)?.[1] ?? "")).length,
    layers: lines.filter(
      (line) => /^GET \S+\/blobs\//.test(line) && !configs.has(/\/blobs\/(\S+)/.exec(line)?.[1] ?? ""),
    ).length,
    signatures: count(/\/referrers\/|\/manifests\/sha256-/),
    all: lines.length,
  };
}

function isConfig(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 12)).toString("latin1").startsWith('{"created"');
}

describe("what a tag costs, counted before the door of a real registry", () => {
  const rows: [name: string, image: MadeImage, manifests: number, configs: number][] = [
    ["one platform", AMD, 1, 1],
    ["an index of two", makeIndex([AMD, ARM]), 3, 2],
    ["an index in an index", makeIndex([makeIndex([AMD]), ARM]), 4, 2],
  ];
  for (const [name, image, manifests, configs] of rows) {
    test(`${name}: ${manifests} manifests and ${configs} configs at first sight, then one HEAD`, async (t) => {
      if (!hasParts(t, "docker-registry")) return;
      const { crawl, proxy } = await startCrawled(t, { x: image });
      const first = await crawl(DAYS[0] ?? "");
      const { layers: scanned, ...kinds } = countKinds(first.lines, image);
      // Referrers API and fallback tag; cosign's two tags.
      const signatures = 4;
      assert.deepEqual(kinds, {
        heads: 1,
        manifests,
        configs,
        signatures,
        all: 1 + manifests + configs + signatures + scanned,
      });
      assert.equal(scanned, 1, "the one layer that the platforms share, for scan");
      const bytes = proxy.passed.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);
      assert.deepEqual(first.report.hosts, { [proxy.host]: { requests: kinds.all, bytes } });

      const second = await crawl("2026-03-01T12:00:00.000Z");
      assert.deepEqual(second.lines, ["HEAD /v2/acme/x/manifests/1 304"]);
      assert.deepEqual(second.report.hosts, { [proxy.host]: { requests: 1, bytes: 0 } });
      const daily = await crawl(DAYS[1] ?? "");
      assert.equal(daily.lines.length, 1 + signatures, "unsigned: looked at again after a day");
      assert.equal((await crawl("2026-03-02T12:00:00.000Z")).lines.length, 1);
    });
  }

  test("a tag that moved is looked at whole", async (t) => {
    if (!hasParts(t, "docker-registry")) return;
    const { crawl, push } = await startCrawled(t, { x: AMD });
    await crawl(DAYS[0] ?? "");
    await push("acme/x", "1", ARM);
    const moved = countKinds((await crawl("2026-03-01T12:00:00.000Z")).lines, ARM);
    assert.deepEqual([moved.heads, moved.manifests, moved.configs, moved.signatures], [1, 1, 1, 4]);
  });

  test("something attached to an image costs its manifest, once", async (t) => {
    if (!hasParts(t, "docker-registry")) return;
    const { crawl, push } = await startCrawled(t, { x: AMD });
    const note = makeReferrer(AMD.descriptor, {
      artifactType: "text/plain",
      layers: [{ mediaType: "text/plain", bytes: "a" }],
    });
    await push("acme/x", AMD.descriptor.digest.replace(":", "-"), makeIndex([note]));
    const first = await crawl(DAYS[0] ?? "");
    assert.ok(first.lines.includes(`GET /v2/acme/x/manifests/${note.descriptor.digest} 200`));
    assert.equal((await crawl("2026-03-01T12:00:00.000Z")).lines.length, 1);
  });
});

/** How a registry can go wrong, and what the fact says. */
type Fault = (request: IncomingMessage, response: ServerResponse) => void;
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const OTHER = `sha256:${"0".repeat(64)}`;

/** Answers HEAD as if a new image had been pushed, and GET as a row says: what a crawl then reads is new to it. */
function moved(answer: Fault): Fault {
  return (request, response) => {
    if (request.method !== "HEAD") answer(request, response);
    else
      response.writeHead(200, { "docker-content-digest": ARM.descriptor.digest, "content-type": MANIFEST_TYPE }).end();
  };
}

function send(status: number, headers: Record<string, string> = {}, body?: Uint8Array | string): Fault {
  return (_, response) => void response.writeHead(status, headers).end(body);
}

const ARM_BYTES = ARM.blobs.get(ARM.descriptor.digest) ?? new Uint8Array();

const FAULTS: Record<string, [fault: Fault, reason: string]> = {
  "401-loop": [
    (request, response) => {
      const realm = `Bearer realm="http://${request.headers.host}/token"`;
      if (request.url?.startsWith("/token")) response.end('{"token":"abc"}');
      else response.writeHead(401, { "www-authenticate": realm }).end();
    },
    "auth",
  ],
  "403": [send(403), "auth"],
  "404": [send(404), "not-found"],
  "500-for-ever": [send(500), "registry-5xx"],
  "manifest-gone": [moved(send(404)), "not-found"],
  truncated: [
    moved(
      (_, response) => void response.writeHead(200, { "content-length": 999 }).write("{", () => response.destroy()),
    ),
    "unreachable",
  ],
  "wrong-digest": [moved(send(200, { "content-type": MANIFEST_TYPE }, "{}")), "digest-mismatch"],
  "digest-of-another": [
    moved(send(200, { "content-type": MANIFEST_TYPE, "docker-content-digest": OTHER }, ARM_BYTES)),
    "digest-mismatch",
  ],
  "wrong-config-size": [
    moved((request, response) => {
      const isBlob = request.url?.includes("/blobs/") === true;
      send(200, isBlob ? {} : { "content-type": MANIFEST_TYPE }, isBlob ? "{}" : ARM_BYTES)(request, response);
    }),
    "digest-mismatch",
  ],
  endless: [moved((_, response) => pour(response)), "too-large"],
  "gzip-bomb": [moved(send(200, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(64 << 20)))), "too-large"],
  "slow-loris": [
    (_, response) => {
      const timer = setInterval(() => response.socket?.write("x"), 500);
      response.socket?.write("HTTP/1.1 200 OK\r\nx-slow: ");
      response.on("close", () => clearInterval(timer));
    },
    "timeout",
  ],
  "to-this-machine": [send(307, { location: "http://127.0.0.1:1/" }), "refused-address"],
  "to-metadata": [send(307, { location: "https://169.254.169.254/latest" }), "refused-address"],
  "to-ipv6-loopback": [send(307, { location: "https://[::1]/" }), "refused-address"],
  "to-mapped-ipv4": [send(307, { location: "https://[::ffff:7f00:1]/" }), "refused-address"],
  "to-itself": [(request, response) => send(307, { location: request.url ?? "" })(request, response), "unreachable"],
};

describe("a registry that goes wrong after a good day", () => {
  test("every fault is a fact with its reason, the last good record stands with its age, and the run ends well", async (t) => {
    if (!hasParts(t, "docker-registry")) return;
    const names = [...Object.keys(FAULTS), "500-then-good", "good"];
    const { crawl, proxy, entries, images } = await startCrawled(
      t,
      Object.fromEntries(names.map((name) => [name, AMD])),
    );
    assert.equal((await crawl(DAYS[0] ?? "")).exit, 0);
    let failed = 0;
    proxy.intercept = (request, response) => {
      const name =
        /^\/(?:v2\/acme\/([^/]+)\/|(token))/
          .exec(request.url ?? "")
          ?.slice(1)
          .join("") ?? "";
      const fault = name === "token" ? FAULTS["401-loop"] : FAULTS[name];
      if (name === "500-then-good" && failed++ === 0) response.writeHead(500).end();
      else if (fault === undefined) return false;
      else fault[0](request, response);
      return true;
    };
    const { exit, elapsedMs } = await crawl(DAYS[9] ?? "");
    assert.equal(exit, 0);
    assert.ok(elapsedMs < 60_000, `nothing hangs: ${elapsedMs} ms`);
    const said = Object.fromEntries(entries().map((entry) => [entry.repository.name, reasonOf(entry)]));
    const expected = Object.entries(FAULTS).map(([name, [, reason]]) => [name, reason]);
    assert.deepEqual(said, { ...Object.fromEntries(expected), "500-then-good": "known", good: "known" });
    for (const { repository, images } of entries()) assertStands(repository.name, images[0]);
    assert.ok(entries().every(({ status }) => status === "listed"));
    assert.deepEqual(images(), [AMD.descriptor.digest], "the record of the image is still there");
  });

  test("429: the whole host is left alone for as long as it says, and what was known stands", async (t) => {
    if (!hasParts(t, "docker-registry")) return;
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const { crawl, proxy, entries } = await startCrawled(t, Object.fromEntries(names.map((name) => [name, AMD])));
    assert.equal((await crawl(DAYS[0] ?? "")).exit, 0);
    for (const [day, retryAfter, mostRequests] of [
      [5, { "retry-after": "3600" }, 6],
      [6, {}, 36],
    ] as const) {
      let asked = 0;
      proxy.intercept = (_, response) => {
        asked += 1;
        response.writeHead(429, retryAfter).end();
        return true;
      };
      const { exit } = await crawl(DAYS[day] ?? "");
      assert.equal(exit, 0);
      assert.ok(asked <= mostRequests, `${asked} requests`);
      for (const entry of entries()) {
        assert.equal(reasonOf(entry), "rate-limited");
        assertStands(entry.repository.name, entry.images[0]);
      }
    }
    delete proxy.intercept;
    assert.equal((await crawl(DAYS[7] ?? "")).exit, 0);
    assert.ok(entries().every((entry) => reasonOf(entry) === "known"));
  });
});

/** What the entry says of its image: the fault of its digest, or of what is behind it. */
function reasonOf({ images: [image] }: Entry): string {
  assert.ok(image);
  return image.digest.outcome === "not-available" ? image.digest.reason : image.digest.outcome;
}

function assertStands(name: string, image: Entry["images"][number] | undefined): void {
  const { digest } = image ?? {};
  const last = digest?.outcome === "not-available" ? digest.last : digest?.outcome === "known" ? digest : undefined;
  assert.equal(last?.value, AMD.descriptor.digest, name);
  assert.equal(last?.asOf, DAYS[digest?.outcome === "known" ? 9 : 0], name);
}

function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", write);
  };
  write();
}
