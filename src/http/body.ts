import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { HttpFault } from "./http-client.ts";

/** Error answers are read to 64 KiB and then cut; nobody needs more of them. */
const ERROR_BODY_CAP_BYTES = 64 * 1024;

/** How a body is read; `count` hears of every byte that came over the wire. */
export interface BodyRules {
  capBytes: number;
  origin: string;
  count(bytes: number): void;
}

/** The body as it comes, ended by a fault beyond the cap or where it is shorter than announced. */
export async function* streamBody(message: IncomingMessage, rules: BodyRules): AsyncGenerator<Uint8Array> {
  const isError = (message.statusCode ?? 0) >= 400;
  const capBytes = isError ? ERROR_BODY_CAP_BYTES : rules.capBytes;
  const announced = Number(message.headers["content-length"] ?? 0);
  if (announced > capBytes && !isError) throw tooLarge(rules);
  let seen = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    seen += chunk.byteLength;
    rules.count(chunk.byteLength);
    if (seen > capBytes) {
      if (isError) return;
      throw tooLarge(rules);
    }
    yield chunk;
  }
}

/** The whole body, gzip undone; the cap counts for what came and for what it unpacks to. */
export async function readBody(message: IncomingMessage, rules: BodyRules): Promise<Uint8Array> {
  const encoding = message.headers["content-encoding"]?.trim().toLowerCase();
  const isGzip = encoding === "gzip" || encoding === "x-gzip";
  const plain = isGzip ? gunzip(streamBody(message, rules), rules) : streamBody(message, rules);
  const chunks: Uint8Array[] = [];
  for await (const chunk of plain) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* gunzip(packed: AsyncIterable<Uint8Array>, rules: BodyRules): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip();
  // Faults of both sides come out of the loop below; it unpacks no further than it is read.
  pipeline(packed, unpacked, () => undefined);
  let seen = 0;
  for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
    seen += chunk.byteLength;
    if (seen > rules.capBytes) throw tooLarge(rules);
    yield chunk;
  }
}

function tooLarge(rules: BodyRules): HttpFault {
  return new HttpFault("too-large", `${rules.origin}: body beyond ${rules.capBytes} bytes`);
}
