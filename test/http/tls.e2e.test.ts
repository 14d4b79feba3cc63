import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import { stillClock } from "../parts/loopback-server.ts";
import { hasParts } from "../parts/presence.ts";

test("refuses a certificate that nobody vouches for, listed host or not, whatever the environment says", async (t) => {
  if (!hasParts(t, "openssl")) return;
  const folder = mkdtempSync(join(tmpdir(), "waybill-tls-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=wrong.example", "-addext", "subjectAltName=DNS:wrong.example"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  let asked = 0;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
    asked += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  t.after(() => {
    if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const client = makeHttpClient({ clock: stillClock(), allowedHosts: ["127.0.0.1"] });
  await assert.rejects(client.fetch({ url: `https://127.0.0.1:${address.port}/` }), { code: "tls" });
  assert.equal(asked, 0);
});
