import type { Layer } from "../../model/image.ts";
import type { Inventory } from "../../model/scan.ts";
import type { LayerFactStore, ScanTarget } from "../scanner.ts";
import { assembleInventory } from "./assemble-inventory.ts";
import { decodeLayerFacts, encodeLayerFacts, type LayerFacts } from "./layer-facts.ts";
import { LayerFault, type LayerLimits } from "./limits.ts";
import { readLayer } from "./read-layer.ts";
import { type LayerWithFacts, squashLayers } from "./squash-layers.ts";

/** Part of the cache key: raise it whenever a reader sees more or sees it differently. */
export const ANALYZER_VERSION = "native-1";

/** Lists what is in one platform of an image. Never throws: what could not be read is a line of `incomplete`. */
export async function scanImage(target: ScanTarget, store: LayerFactStore, limits: LayerLimits): Promise<Inventory> {
  const incomplete: string[] = [];
  const layers: LayerWithFacts[] = [];
  if (target.platform.layers.length === 0) incomplete.push("the image names no layers");
  for (const layer of target.platform.layers) {
    const reading = await factsOf(layer, target, store, limits);
    if ("reason" in reading) {
      incomplete.push(`layer ${shortDigest(layer)}: ${reading.reason}`);
      continue;
    }
    layers.push({ digest: layer.digest, facts: reading.facts });
    for (const line of reading.facts.incomplete) incomplete.push(`layer ${shortDigest(layer)}: ${line}`);
  }
  const assembled = assembleInventory(squashLayers(layers));
  const { os, architecture, variant } = target.platform.platform;
  return {
    schemaVersion: 1,
    image: target.image,
    platform: [os, architecture, variant].filter(Boolean).join("/"),
    ...(assembled.distribution ? { distribution: assembled.distribution } : {}),
    components: assembled.components,
    incomplete: [...incomplete, ...assembled.incomplete],
  };
}

async function factsOf(
  layer: Layer,
  target: ScanTarget,
  store: LayerFactStore,
  limits: LayerLimits,
): Promise<{ facts: LayerFacts } | { reason: string }> {
  const refusal = refuseMediaType(layer.mediaType);
  if (refusal !== undefined) return { reason: refusal };
  const key = `${layer.digest} ${ANALYZER_VERSION}`;
  const cached = store.get(key);
  const known = cached === undefined ? undefined : decodeLayerFacts(cached);
  if (known !== undefined) return { facts: known };
  const clock = new AbortController();
  const late = new LayerFault(`took longer than ${limits.layerTimeoutMs} ms`);
  const timer = setTimeout(() => clock.abort(late), limits.layerTimeoutMs);
  try {
    const descriptor = { digest: layer.digest, sizeBytes: layer.sizeBytes };
    const blob = target.registry.blob(target.reference, descriptor, clock.signal);
    const reading = await readLayer(blob, limits, clock.signal);
    if ("reason" in reading) return { reason: `could not be read, its facts are dropped: ${reading.reason}` };
    store.set(key, encodeLayerFacts(reading.facts));
    return reading;
  } catch (error) {
    return { reason: `could not be read: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    clearTimeout(timer);
  }
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers */
function refuseMediaType(mediaType: string): string | undefined {
  if (/nondistributable|\.foreign\./.test(mediaType)) return `${mediaType} is not distributed with the image`;
  if (mediaType.includes("+encrypted")) return `${mediaType} is encrypted`;
  if (!/\btar\b/.test(mediaType)) return `${mediaType.slice(0, 200)} is not a file system layer`;
  return undefined;
}

function shortDigest(layer: Layer): string {
  return layer.digest.slice(0, layer.digest.indexOf(":") + 13);
}
