import type { Component, Vulnerability } from "../model/scan.ts";

/** What matching found, and what it could not judge. */
export interface AdvisoryAnswer {
  vulnerabilities: Vulnerability[];
  /** Ecosystems this source has advisories for: `PyPI`, `Debian:11`; `Debian` alone stands for every release. */
  ecosystems: string[];
  /** Date of the newest advisory seen, ISO 8601. */
  asOf?: string;
  incomplete: string[];
}

/** Where advisories come from: a row of the table `advisories/`. */
export interface AdvisorySource {
  readonly id: string;
  query(components: readonly Component[]): Promise<AdvisoryAnswer>;
}

/** Which source to open and where it is; paths already absolute. */
export interface AdvisorySettings {
  kind: string;
  path?: string;
}

/** A kind of advisory source: a row of the table `advisories/`. */
export interface AdvisoryKind {
  readonly id: string;
  readonly title: string;
  /** Opens nothing yet: reading starts with the first question, and what cannot be read is a line of `incomplete`. */
  open(settings: AdvisorySettings): AdvisorySource;
}
