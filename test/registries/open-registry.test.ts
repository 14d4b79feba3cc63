import assert from "node:assert/strict";
import { test } from "node:test";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import { endpointOf } from "../../src/registries/distribution/endpoint.ts";
import { registries } from "../../src/registries/index.ts";
import { listedHosts, openRegistry } from "../../src/registries/open-registry.ts";
import { stillClock } from "../parts/loopback-server.ts";

const CLOCK = stillClock();

function ports() {
  return { http: makeHttpClient({ clock: CLOCK }), now: CLOCK.now };
}

test("lists its kinds in order", () => {
  assert.deepEqual(
    registries.map(({ id }) => id),
    ["distribution", "docker-hub", "ghcr", "harbor", "oci-layout", "quay"],
  );
});

test("opens a host once per client and settings", () => {
  const shared = ports();
  const first = openRegistry("ghcr.io", [], shared);
  assert.equal(openRegistry("ghcr.io", [], { ...shared }), first);
  assert.notEqual(openRegistry("quay.io", [], shared), first);
  assert.notEqual(openRegistry("ghcr.io", [], ports()), first);
  assert.notEqual(
    openRegistry("ghcr.io", [{ host: "ghcr.io", kind: "distribution", endpoint: "https://mirror.lab" }], shared),
    first,
  );
});

test("prefers the settings of the host to those of any host", async () => {
  const list = [
    { host: "*", kind: "oci-layout", endpoint: "/nowhere/any" },
    { host: "lab.example", kind: "distribution", endpoint: "http://10.0.0.1" },
  ];
  const reasons: unknown[] = [];
  for (const host of ["lab.example", "other.example"]) {
    const fact = await openRegistry(host, list, ports()).digestOf({ host, repository: "x" });
    reasons.push(fact.outcome === "not-available" && fact.reason);
  }
  assert.deepEqual(reasons, ["refused-address", "unreachable"]);
});

for (const [kind, endpoint] of [
  ["gitea", "https://h.example"],
  ["", "x"],
  ["oci-layout", undefined],
  ["distribution", "ftp://x"],
  ["distribution", "/folder"],
  ["distribution", "https://user:s3cret@h.example"],
] as const) {
  test(`throws config-invalid for kind ${JSON.stringify(kind)} with endpoint ${endpoint}`, () => {
    const settings = { host: "h.example", kind, ...(endpoint === undefined ? {} : { endpoint }) };
    assert.throws(
      () => openRegistry("h.example", [settings], ports()),
      (fault: Error & { code?: string }) => fault.code === "config-invalid" && !/s3cret/.test(fault.message),
    );
  });
}

test("knows where Docker Hub lives, and asks every other host by https", () => {
  assert.equal(endpointOf({ host: "docker.io", kind: "distribution" }), "https://registry-1.docker.io");
  assert.equal(endpointOf({ host: "127.0.0.1:5000", kind: "distribution" }), "https://127.0.0.1:5000");
  assert.equal(
    endpointOf({ host: "x", kind: "distribution", endpoint: "http://127.0.0.1:5000/prefix//" }),
    "http://127.0.0.1:5000/prefix",
  );
});

test("gives the HTTP client the hosts of the endpoints that the operator wrote, and no others", () => {
  const list = [
    { host: "*", kind: "distribution", endpoint: "http://127.0.0.1:5000" },
    { host: "a", kind: "distribution", endpoint: "https://mirror.lab/x" },
    { host: "b", kind: "oci-layout", endpoint: "/srv/layouts" },
    { host: "c.example", kind: "distribution" },
  ];
  assert.deepEqual(listedHosts(list), ["127.0.0.1:5000", "mirror.lab:443"]);
});
