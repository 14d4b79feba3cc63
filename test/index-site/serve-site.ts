import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ExportContext } from "../../src/exporters/exporter.ts";
import { exporters } from "../../src/exporters/index.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import { AS_OF, digestOf, sampleInventory, taxonomy } from "../exporters/sample-catalog.ts";

/** A context with the built client files and one inventory. */
export function makeContext(part: Partial<ExportContext> = {}): ExportContext {
  const read = (name: string): string =>
    readFileSync(new URL(`../../index-site/dist/${name}`, import.meta.url), "utf8");
  return {
    asOf: AS_OF,
    assets: { "client.js": read("client.js"), "lunr.js": read("lunr.js"), "style.css": read("style.css") },
    taxonomy,
    inventoryOf: (image) => (image === digestOf("a") ? sampleInventory : undefined),
    siteUrl: "",
    ...part,
  };
}

/** All files that the exporters make of a catalog, by path. */
export function publishAll(catalog: Catalog, context: ExportContext): Map<string, string> {
  const files = new Map<string, string>();
  for (const exporter of exporters) {
    for (const { path, bytes } of exporter.files(catalog, context)) {
      files.set(path, typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes));
    }
  }
  return files;
}

/** Words of a page as people read them. */
export function wordsOf(page: string): string {
  const text = page.replaceAll("<wbr>", "").replace(/<[^>]*>/g, " ");
  const entities = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  let words = text;
  for (const [entity, character] of Object.entries(entities)) words = words.replaceAll(entity, character);
  return words.replace(/\s+/g, " ");
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  txt: "text/plain",
};

/** Serves files below `/some/where/` on loopback, as a static host does. */
export async function serveSite(files: ReadonlyMap<string, string>): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    const below = path.startsWith("/some/where/") ? path.slice("/some/where/".length) : undefined;
    const name = below === undefined ? "" : below === "" || below.endsWith("/") ? `${below}index.html` : below;
    const body = files.get(name);
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "text/html; charset=utf-8";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": body === undefined ? "text/html" : type });
    response.end(body ?? files.get("404.html"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/some/where/` };
}
