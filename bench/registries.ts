/**
 * What does it cost to keep up with a registry? Counts the requests of a first look and of a look at what has not
 * changed, then re-checks 1,000 tags of 100 repositories behind a token service, against a bare loop of the same HEADs
 * in the same run. Needs docker-registry, openssl and nothing from outside this machine.
 */
import { createHash } from "node:crypto";
import { Agent, request as ask } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { makeHttpClient } from "../src/http/make-http-client.ts";
import type { Digest } from "../src/model/image.ts";
import { mapLimited } from "../src/pipeline/map-limited.ts";
import { openRegistry } from "../src/registries/open-registry.ts";
import type { OpenRegistry, RegistryPorts } from "../src/registries/registry.ts";
import { type CountingProxy, startCountingProxy } from "../test/parts/counting-proxy.ts";
import { type MadeImage, makeImage, makeIndex } from "../test/parts/oci-images.ts";
import { startRegistry } from "../test/parts/registry.ts";
import { startTokenServer, type TokenServer } from "../test/parts/token-server.ts";
import { type Figure, median, printFigures } from "./figures.ts";

const REPOSITORIES = 100;
const TAGS = 10;
/** As many as the client has under way at one host. */
const PLACES = 6;
const ROUNDS = 5;
const ALICE = `Basic ${Buffer.from("alice:s3cret").toString("base64")}`;

const clock = { now: () => new Date(), sleep: async (milliseconds: number) => void (await wait(milliseconds)) };

function makeMemory(): NonNullable<RegistryPorts["memory"]> {
  const values = new Map<string, string>();
  return {
    get: (namespace, key) => values.get(`${namespace} ${key}`),
    set: (namespace, key, value) => void values.set(`${namespace} ${key}`, value),
  };
}

/** A registry as a new run opens it: without tokens and connections, with what earlier runs have kept. */
function openRun(
  proxy: CountingProxy,
  tokens: TokenServer,
  memory: NonNullable<RegistryPorts["memory"]>,
): OpenRegistry {
  const http = makeHttpClient({ clock, allowedHosts: [proxy.host, new URL(tokens.realm).host] });
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: proxy.url }];
  return openRegistry("lab.example", settings, { http, now: clock.now, memory });
}

/** Puts one image under every tag of every repository, as alice. */
async function push(url: string, realm: string, image: MadeImage): Promise<void> {
  for (let number = 0; number < REPOSITORIES; number++) {
    const repository = nameOf(number);
    const scope = `scope=repository:${repository}:pull,push`;
    const asked = await fetch(`${realm}?service=testbed&${scope}`, { headers: { authorization: ALICE } });
    const { token } = (await asked.json()) as { token: string };
    const base = `${url}/v2/${repository}`;
    const send = async (method: string, path: string, body?: Uint8Array, type = "application/octet-stream") => {
      const headers = { authorization: `Bearer ${token}`, "content-type": type };
      const answer = await fetch(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
      return answer;
    };
    const types = [...image.blobs].map(([digest, bytes]) => ({ digest, bytes, type: mediaTypeOf(bytes) }));
    for (const { digest, bytes, type } of types) {
      if (type !== undefined) continue;
      const begun = await send("POST", `${base}/blobs/uploads/`);
      const place = new URL(begun.headers.get("location") ?? "", url);
      place.searchParams.set("digest", digest);
      await send("PUT", place.href, bytes);
    }
    for (const { digest, bytes, type } of types) {
      if (type === undefined) continue;
      const names = digest === image.descriptor.digest ? tagNames() : [digest];
      for (const name of names) await send("PUT", `${base}/manifests/${name}`, bytes, type);
    }
  }
}

function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^\{"schemaVersion":2,"mediaType":"([^"]+)"/.exec(text)?.[1];
}

function nameOf(number: number): string {
  return `public/r${number}`;
}

function tagNames(): string[] {
  return Array.from({ length: TAGS }, (_, at) => `1.${at}`);
}

/** One tag list a repository, then every tag that it names; several repositories at a time. */
async function recheck(registry: OpenRegistry): Promise<Digest[]> {
  const repositories = Array.from({ length: REPOSITORIES }, (_, number) => nameOf(number));
  const digests = await mapLimited(repositories, PLACES, async (repository): Promise<Digest[]> => {
    const tags = await registry.tags({ host: "lab.example", repository });
    if (tags.outcome !== "known") throw new Error(`tags of ${repository}: ${JSON.stringify(tags)}`);
    return mapLimited(tags.value, PLACES, async (tag) => {
      const fact = await registry.digestOf({ host: "lab.example", repository, tag });
      if (fact.outcome !== "known") throw new Error(JSON.stringify(fact));
      return fact.value;
    });
  });
  return digests.flat();
}

/** The same HEADs by node:http alone, with a token for each repository at hand and nothing read but the status. */
async function bareLoop(url: string, tokens: readonly string[], digest: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: PLACES });
  const wanted = tokens.flatMap((token, number) =>
    tagNames().map((tag) => ({ token, path: `/v2/${nameOf(number)}/manifests/${tag}` })),
  );
  await mapLimited(wanted, PLACES, ({ token, path }) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const headers = {
      authorization: `Bearer ${token}`,
      "if-none-match": `"${digest}"`,
      accept: "application/vnd.oci.image.manifest.v1+json",
    };
    const sent = ask({ agent, hostname, port, path, method: "HEAD", headers }, (answer) => {
      answer
        .resume()
        .on("end", () => (answer.statusCode === 304 ? resolve() : reject(new Error(`${answer.statusCode}`))));
    });
    sent.on("error", reject);
    sent.end();
    return promise;
  });
  agent.destroy();
}

async function fetchTokens(realm: string): Promise<string[]> {
  const repositories = Array.from({ length: REPOSITORIES }, (_, number) => nameOf(number));
  return mapLimited(repositories, PLACES, async (repository) => {
    const answer = await fetch(`${realm}?service=testbed&scope=repository:${repository}:pull`);
    return ((await answer.json()) as { token: string }).token;
  });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function count(proxy: CountingProxy, pattern: RegExp): number {
  return proxy.passed.filter(({ line }) => pattern.test(line)).length;
}

/** Requests of a look at one tag with two platforms, first and again. */
async function countLooks(proxy: CountingProxy, tokens: TokenServer, image: MadeImage): Promise<Figure[]> {
  const memory = makeMemory();
  const reference = { host: "lab.example", repository: nameOf(0), tag: "1.0" };
  const digest = image.descriptor.digest as Digest;
  const first = openRun(proxy, tokens, memory);
  await first.digestOf(reference);
  proxy.passed.length = 0;
  await first.resolve(reference, digest);
  const manifests = count(proxy, /^GET \S+\/manifests\//);
  const configs = count(proxy, /^GET \S+\/blobs\//);
  proxy.passed.length = 0;
  await first.referrers(reference, digest);
  const referrers = proxy.passed.length;
  proxy.passed.length = 0;
  await openRun(proxy, tokens, memory).digestOf(reference);
  const bodyBytes = proxy.passed.reduce((sum, { bodyBytes: bytes }) => sum + bytes, 0);
  return [
    { name: "first look: index and manifests of two platforms", value: manifests, unit: "requests", aim: 3 },
    { name: "first look: configs of two platforms, no layer", value: configs, unit: "requests", aim: 2 },
    { name: "first look: referrers, API and fallback tag", value: referrers, unit: "requests", aim: 2 },
    { name: "unchanged: HEADs", value: count(proxy, /^HEAD /), unit: "requests", aim: 1 },
    { name: "unchanged: all requests to the registry", value: proxy.passed.length, unit: "requests", aim: 1 },
    { name: "unchanged: bodies", value: bodyBytes, unit: "bytes", aim: 0 },
  ];
}

async function measureRecheck(
  proxy: CountingProxy,
  tokens: TokenServer,
  direct: string,
  image: MadeImage,
): Promise<Figure[]> {
  const memory = makeMemory();
  const known = await recheck(openRun(proxy, tokens, memory));
  const isRight = known.length === REPOSITORIES * TAGS && known.every((digest) => digest === image.descriptor.digest);
  if (!isRight) throw new Error("other digests than were pushed");
  proxy.passed.length = 0;
  tokens.questions.length = 0;
  await recheck(openRun(proxy, tokens, memory));
  const counted: Figure[] = [
    { name: "1,000 tags again: HEADs", value: count(proxy, /^HEAD /), unit: "requests", aim: REPOSITORIES * TAGS },
    { name: "1,000 tags again: answered 304", value: count(proxy, /^HEAD .* 304$/), unit: "requests" },
    { name: "1,000 tags again: tag lists", value: count(proxy, /\/tags\/list/), unit: "requests", aim: REPOSITORIES },
    { name: "1,000 tags again: tokens", value: tokens.questions.length, unit: "requests", aim: REPOSITORIES },
    {
      name: "1,000 tags again: all requests to the registry",
      value: proxy.passed.length,
      unit: "requests",
      aim: REPOSITORIES * (TAGS + 1),
    },
  ];
  // Without the counter, whose time would be in both.
  const place = { ...proxy, url: direct, host: new URL(direct).host };
  const own: number[] = [];
  const bare: number[] = [];
  const directMemory = makeMemory();
  await recheck(openRun(place, tokens, directMemory));
  for (let round = 0; round < ROUNDS; round++) {
    const passes = await fetchTokens(tokens.realm);
    bare.push(await time(() => bareLoop(direct, passes, image.descriptor.digest)));
    own.push(await time(() => recheck(openRun(place, tokens, directMemory))));
  }
  return [
    ...counted,
    { name: "1,000 tags again, lists and tokens included", value: median(own), unit: "ms" },
    { name: "bare loop of the same HEADs", value: median(bare), unit: "ms" },
    { name: "ours to the bare loop", value: median(own) / median(bare), unit: "×", aim: 1.5 },
  ];
}

const tokens = await startTokenServer({ alice: "s3cret" });
const registry = await startRegistry({}, { tokens });
const proxy = await startCountingProxy(registry.url);
try {
  const seed = createHash("sha256").update("bench").digest("hex");
  const layers = [{ files: { seed } }];
  const image = makeIndex([
    await makeImage({ platform: "linux/amd64", layers }),
    await makeImage({ platform: "linux/arm64", layers }),
  ]);
  await push(registry.url, tokens.realm, image);
  const looks = await countLooks(proxy, tokens, image);
  printFigures("registries", [...looks, ...(await measureRecheck(proxy, tokens, registry.url, image))]);
} finally {
  await proxy.stop();
  await registry.stop();
  await tokens.stop();
}
