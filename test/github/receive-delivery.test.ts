import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type AppServer, startAppServer } from "../../src/github/app-server.ts";
import type { LogLine } from "../../src/github/handling.ts";
import type { DeliveryQueue } from "../../src/queue/delivery-queue.ts";
import { openQueue } from "../../src/queue/open-queue.ts";
import { exampleOf } from "../parts/github/examples.ts";

const SECRET = "a secret of the test";
const clock = { now: () => new Date(), sleep: async () => undefined };
const push = JSON.stringify(exampleOf("push", (payload) => payload["ref"] === "refs/heads/master"));
const folder = mkdtempSync(join(tmpdir(), "waybill-server-"));
const lines: LogLine[] = [];
let queue: DeliveryQueue;
let server: AppServer;
let woken = 0;
let reason: string | undefined;

before(async () => {
  queue = openQueue(join(folder, "queue.db"), clock, { capacity: 3 });
  server = await startAppServer({
    port: 0,
    host: "127.0.0.1",
    webhookSecret: SECRET,
    queue,
    wake: () => {
      woken += 1;
    },
    whyNotReady: async () => reason,
    log: (line) => lines.push(line),
  });
});
after(async () => {
  await server.close();
  queue.close();
  rmSync(folder, { recursive: true, force: true });
});

function sign(body: string | Uint8Array, secret = SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

async function post(body: string | Uint8Array, headers: Record<string, string>, event = "push"): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-github-event": event, ...headers },
  });
  await answer.arrayBuffer();
  return answer.status;
}

const bytes = new Uint8Array([0x7b, 0xff, 0x7d]);
const refused: [string, string | Uint8Array, Record<string, string>, number][] = [
  ["an unsigned one", push, { "x-github-delivery": "g1" }, 400],
  [
    "one signed with another secret",
    push,
    { "x-github-delivery": "g2", "x-hub-signature-256": sign(push, "development") },
    401,
  ],
  ["one whose body was changed", `${push} `, { "x-github-delivery": "g3", "x-hub-signature-256": sign(push) }, 401],
  ["one with a signature that is none", push, { "x-github-delivery": "g4", "x-hub-signature-256": "sha256=zz" }, 401],
  ["one with SHA-1 only", push, { "x-github-delivery": "g5", "x-hub-signature": "sha1=00" }, 400],
  ["one without a GUID", push, { "x-hub-signature-256": sign(push) }, 400],
  ["one with a GUID that is none", push, { "x-github-delivery": "a b", "x-hub-signature-256": sign(push) }, 400],
  [
    "a form",
    push,
    {
      "x-github-delivery": "g6",
      "x-hub-signature-256": sign(push),
      "content-type": "application/x-www-form-urlencoded",
    },
    415,
  ],
  ["one that is no JSON", "{", { "x-github-delivery": "g7", "x-hub-signature-256": sign("{") }, 400],
  ["one that is a list", "[]", { "x-github-delivery": "g8", "x-hub-signature-256": sign("[]") }, 400],
  ["one that is no UTF-8", bytes, { "x-github-delivery": "g9", "x-hub-signature-256": sign(bytes) }, 400],
];
for (const [what, body, headers, status] of refused) {
  test(`refuses ${what} with ${status} and keeps nothing`, async () => {
    assert.equal(await post(body, headers), status);
    assert.equal(queue.counts().waiting, 0);
    assert.equal(woken, 0);
  });
}

test("refuses a body over 25 MB with 413, announced or not, before it has read it", async () => {
  const big = new Uint8Array(25 * 1024 * 1024 + 1);
  const headers = { "x-github-delivery": "big", "x-hub-signature-256": sign("x") };
  const announced = await post(big, headers).catch(() => 413);
  assert.equal(announced, 413);
  const status = await new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    let seen = "";
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      seen += chunk;
      if (seen.includes("\r\n")) {
        socket.destroy();
        resolve(seen.slice(9, 12));
      }
    });
    socket.on("error", (error) => (seen === "" ? reject(error) : resolve(seen.slice(9, 12))));
    socket.write(
      "POST /api/github/webhooks HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-github-event: push\r\n" +
        `x-github-delivery: big2\r\nx-hub-signature-256: ${sign("x")}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const piece = "0".repeat(1024 * 1024);
    for (let count = 0; count < 26; count += 1) socket.write(`100000\r\n${piece}\r\n`);
  });
  assert.equal(status, "413");
  assert.equal(queue.counts().waiting, 0);
});

test("keeps a good one before it answers, once, and says 503 when it cannot", async () => {
  const headers = { "x-hub-signature-256": sign(push) };
  assert.equal(await post(push, { ...headers, "x-github-delivery": "good" }), 202);
  assert.deepEqual(queue.counts(), { waiting: 1, leased: 0, done: 0, dead: 0 });
  assert.equal(await post(push, { ...headers, "x-github-delivery": "good" }), 202);
  assert.equal(queue.counts().waiting, 1);
  assert.equal(await post(push, { ...headers, "x-github-delivery": "star" }, "star"), 202);
  assert.equal(queue.counts().waiting, 1);
  for (const guid of ["two", "three"]) assert.equal(await post(push, { ...headers, "x-github-delivery": guid }), 202);
  assert.equal(await post(push, { ...headers, "x-github-delivery": "four" }), 503);
});

test("the mark of UTF-8 at the start is part of what is signed", async () => {
  const marked = `\u{FEFF}${push}`;
  // Right signature, but no JSON text may begin with the mark: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
  assert.equal(await post(marked, { "x-github-delivery": "bom", "x-hub-signature-256": sign(marked) }), 400);
});

const paths: [string, string, number][] = [
  ["GET", "/healthz", 200],
  ["GET", "/readyz", 200],
  ["POST", "/healthz", 405],
  ["GET", "/api/github/webhooks", 405],
  ["GET", "/probot", 404],
  ["GET", "/", 404],
];
for (const [method, path, status] of paths) {
  test(`answers ${method} ${path} with ${status}`, async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    assert.equal(answer.status, status);
  });
}

test("is not ready when a part is not, and says which", async () => {
  reason = "the queue cannot be read";
  const answer = await fetch(`http://127.0.0.1:${server.port}/readyz`);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /queue/);
  reason = undefined;
});

test("no line of the log holds the secret or a payload", () => {
  const text = JSON.stringify(lines);
  assert.ok(lines.length > 5);
  assert.ok(!text.includes(SECRET) && !text.includes("Codertocat") && !text.includes("sha256="));
});
