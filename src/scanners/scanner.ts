import type { Digest, PlatformImage, Reference } from "../model/image.ts";
import type { Inventory } from "../model/scan.ts";
import type { OpenRegistry } from "../registries/registry.ts";

/** What a scanner looks at: one platform of one image. */
export interface ScanTarget {
  reference: Reference;
  image: Digest;
  platform: PlatformImage;
  registry: OpenRegistry;
}

/** Facts of layers, kept by digest of the layer: losing them costs time, never truth. */
export interface LayerFactStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/** An engine that lists what is inside an image: a row of the table `scanners/`. */
export interface Scanner {
  readonly id: string;
  readonly title: string;
  readonly kind: "inventory" | "vulnerability" | "configuration";
  available(): Promise<boolean>;
  /** Never throws for a fault of the world: a breach of a limit or a failed pull is a line in `incomplete`. */
  scan(target: ScanTarget, store: LayerFactStore): Promise<Inventory>;
}
