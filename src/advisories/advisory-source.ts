import type { Component, Vulnerability } from "../model/scan.ts";

/** What matching found, and what it could not judge. */
export interface AdvisoryAnswer {
  vulnerabilities: Vulnerability[];
  /** Ecosystems this source has advisories for, as `Debian`, `PyPI` … */
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
