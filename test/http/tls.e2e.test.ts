import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import { stillClock } from "../parts/loopback-server.ts";
import { hasParts } from "../parts/presence.ts";

interface TlsServer {
  url: string;
  /** The certificate, its own authority. */
  pem: string;
  asked(): number;
}

/** An https server of this machine whose certificate names `names`. */
async function startTlsServer(t: TestContext, names: string): Promise<TlsServer> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-tls-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=test", "-addext", `subjectAltName=${names}`];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  let asked = 0;
  const pem = readFileSync(cert, "utf8");
  const server = createServer({ key: readFileSync(key), cert: pem }, (_, response) => {
    asked += 1;
    response.end("good");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return { url: `https://127.0.0.1:${address.port}/`, pem, asked: () => asked };
}

test("refuses a certificate that nobody vouches for, listed host or not, whatever the environment says", async (t) => {
  if (!hasParts(t, "openssl")) return;
  const server = await startTlsServer(t, "IP:127.0.0.1");
  const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  t.after(() => {
    if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
  });
  const client = makeHttpClient({ clock: stillClock(), allowedHosts: ["127.0.0.1"] });
  await assert.rejects(client.fetch({ url: server.url }), { code: "tls" });
  assert.equal(server.asked(), 0);
});

test("refuses a wrong name under an authority that is trusted, and takes the right one", async (t) => {
  if (!hasParts(t, "openssl")) return;
  const wrong = await startTlsServer(t, "DNS:wrong.example");
  const right = await startTlsServer(t, "IP:127.0.0.1");
  const options = { clock: stillClock(), allowedHosts: ["127.0.0.1"] };
  const ofWrong = makeHttpClient({ ...options, ca: wrong.pem });
  await assert.rejects(ofWrong.fetch({ url: wrong.url }), { code: "tls", message: /ERR_TLS_CERT_ALTNAME_INVALID/ });
  assert.equal(wrong.asked(), 0);
  assert.equal((await makeHttpClient({ ...options, ca: right.pem }).fetch({ url: right.url })).status, 200);
});
