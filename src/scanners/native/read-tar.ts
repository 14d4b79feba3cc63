import { type Extract, type ExtractEvents, extract, type Header } from "tar-stream";
import type { FactCollector } from "./collect-facts.ts";
import { LayerFault, type LayerLimits } from "./limits.ts";

type Content = ExtractEvents["entry"][1];
type Next = (error?: Error | null) => void;

/** Bytes of a tar → entries given to the collector. Nothing is written anywhere; throws where the tar cannot be read on. */
export async function readTar(
  chunks: AsyncIterable<Uint8Array>,
  collector: FactCollector,
  limits: LayerLimits,
): Promise<void> {
  const tar = extract();
  const state: { fault?: Error } = {};
  let entries = 0;
  tar.on("error", (error) => {
    state.fault ??= error;
  });
  tar.on("entry", (header: Header, content: Content, next: Next) => {
    entries += 1;
    if (entries > limits.maxEntries) {
      next(new LayerFault(`more than ${limits.maxEntries} entries`));
      return;
    }
    takeEntry(header, content, collector, next);
  });
  try {
    for await (const chunk of chunks) {
      if (!tar.write(chunk) && state.fault === undefined) await drained(tar);
      if (state.fault !== undefined) throw state.fault;
    }
    await finished(tar, state);
  } finally {
    tar.destroy();
  }
}

function takeEntry(header: Header, content: Content, collector: FactCollector, next: Next): void {
  const take = collector.enter(header);
  const parts: Uint8Array[] = [];
  if (take !== undefined) content.on("data", (part) => void (part instanceof Uint8Array && parts.push(part)));
  content.on("end", () => {
    try {
      take?.(Buffer.concat(parts));
    } catch (error) {
      collector.note(`${header.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    next();
  });
  content.on("error", () => undefined);
  content.resume();
}

function drained(tar: Extract): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      tar.off("drain", settle);
      tar.off("close", settle);
      resolve();
    };
    tar.on("drain", settle);
    tar.on("close", settle);
  });
}

function finished(tar: Extract, state: { fault?: Error }): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.on("finish", () => resolve());
    tar.on("close", () => (state.fault === undefined ? resolve() : reject(state.fault)));
    if (state.fault === undefined) tar.end(null);
    else reject(state.fault);
  });
}
