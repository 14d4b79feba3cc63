import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHttpClient } from "../../../src/http/make-http-client.ts";
import type { Digest } from "../../../src/model/image.ts";
import { openRegistry } from "../../../src/registries/open-registry.ts";
import { startLoopbackServer, stillClock } from "../../parts/loopback-server.ts";
import { fallbackTag, makeImage, makeReferrer } from "../../parts/oci-images.ts";
import { known, wordsOf } from "../open-front.ts";

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

test("without a referrers API the fallback tag is read, and types come from the referrers themselves", async (t) => {
  const image = await makeImage({ platform: "linux/amd64", layers: [] });
  const layer = { mediaType: BUNDLE, bytes: "{}" };
  const bundle = makeReferrer(image.descriptor, { artifactType: BUNDLE, layers: [layer] });
  // What go-containerregistry writes: the type of the empty config.
  const entry = { ...bundle.descriptor, artifactType: "application/vnd.oci.empty.v1+json" };
  const list = JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [entry] });
  const server = await startLoopbackServer(t, (request, response) => {
    const name = (request.url ?? "").split("/").at(-1) ?? "";
    const bytes = name === fallbackTag(image.descriptor.digest) ? Buffer.from(list) : bundle.blobs.get(name);
    const isManifest = request.url?.includes("/manifests/") === true;
    if (!isManifest || bytes === undefined) response.writeHead(404, { "content-type": "text/html" }).end("<p>404</p>");
    else
      response
        .writeHead(200, { "content-type": bytes === bundle.blobs.get(name) ? bundle.descriptor.mediaType : INDEX })
        .end(bytes);
  });
  const clock = stillClock();
  const settings = [{ host: "ghcr.io", kind: "ghcr", endpoint: server.url }];
  const http = makeHttpClient({ clock, allowedHosts: [server.host], retries: 0 });
  const registry = openRegistry("ghcr.io", settings, { http, now: clock.now });
  const reference = { host: "ghcr.io", repository: "lab/x", tag: "1" };
  const subject = image.descriptor.digest as Digest;
  const referrers = known(await registry.referrers(reference, subject));
  assert.deepEqual(
    referrers.map(({ digest, artifactType }) => [digest, artifactType]),
    [[bundle.descriptor.digest, BUNDLE]],
  );
  assert.ok(
    server.requests.some(({ path }) => path.includes("/referrers/")),
    "the API is asked, for the day it appears",
  );
});

test("packages cannot be listed, which is said and is no empty list", async () => {
  const http = makeHttpClient({ clock: stillClock() });
  const registry = openRegistry("ghcr.io", [], { http, now: stillClock().now });
  const words = wordsOf(await registry.repositories?.({ namespace: "lab" }));
  assert.deepEqual(words, ["not-supported", "GHCR lists packages only to those who log in to GitHub"]);
  assert.equal(registry.facts, undefined);
});
