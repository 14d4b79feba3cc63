import type { IncomingMessage } from "node:http";

/** Header fields of an answer; a field that the `Headers` grammar refuses is left out. */
export function readHeaders(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < message.rawHeaders.length; at += 2) {
    try {
      headers.append(message.rawHeaders[at] ?? "", message.rawHeaders[at + 1] ?? "");
    } catch {
      // Bytes that no field may hold: the server's fault, and nothing we read.
    }
  }
  return headers;
}
