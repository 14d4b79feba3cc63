import type { Digest } from "./image.ts";

/** Severity of a vulnerability as its source states it; unknown stays unknown. */
export type Severity = "critical" | "high" | "medium" | "low" | "unknown";

/** One package in an image. */
export interface Component {
  /** OSV ecosystem name, e.g. `Debian:12`, `PyPI`. */
  ecosystem: string;
  name: string;
  version: string;
  purl: string;
  sourcePackage?: { name: string; version: string };
  /** Path in the image of the evidence. */
  foundAt: string;
  /** Layer that holds the evidence. */
  layer: Digest;
  /** Package of the distribution that owns the files: matched through the distribution, not on its own. */
  ownedBy?: string;
}

/** What is inside one platform of an image. */
export interface Inventory {
  schemaVersion: 1;
  image: Digest;
  platform: string;
  distribution?: { id: string; version?: string; name?: string };
  components: Component[];
  incomplete: string[];
}

/** An advisory that applies to a component. */
export interface Vulnerability {
  /** Canonical id: CVE before GHSA before others. */
  id: string;
  ids: string[];
  purl: string;
  component: string;
  version: string;
  fixed?: string;
  severity: Severity;
  vector?: string;
  summary?: string;
  knownExploited?: boolean;
  status: "affected" | "unknown";
}

/** How many packages of an ecosystem were found, and how many could be matched with advisories. */
export interface Coverage {
  ecosystem: string;
  packages: number;
  matchable: number;
}

/** What the catalog keeps of a scan; the inventory itself is in the cache and on the site. */
export interface ScanSummary {
  verdict: "pass" | "warn" | "fail" | "incomplete" | "unscanned";
  engine: string;
  advisoriesAsOf?: string;
  packages: number;
  coverage: Coverage[];
  vulnerabilities: Vulnerability[];
  incomplete: string[];
  /** sha256 of the inventory document. */
  inventorySha256: string;
  scannedAt: string;
}
