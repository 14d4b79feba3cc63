import { createHash } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import { type PlacedFinding, placeAll } from "./placed-finding.ts";
import type { FileReport } from "./reporter.ts";

/**
 * What a finding is known by from one commit to the next: its check, its file, its place in the document and its
 * message. Not its line, so that it stays itself when lines move. `file` is where people see it.
 */
export function fingerprintOf(finding: Finding, file: string): string {
  const { at, check, message } = finding;
  const place = "pointer" in at ? at.pointer : "image" in at ? at.image : at.repository;
  return createHash("sha256")
    .update(JSON.stringify([check, file, place, message]))
    .digest("hex");
}

/** Fingerprints of all findings, in their order; the second of two that are the same gets a number of its own. */
export function fingerprintAll(placed: readonly PlacedFinding[]): string[] {
  const seen = new Map<string, number>();
  return placed.map(({ finding, file }) => {
    const fingerprint = fingerprintOf(finding, file);
    const count = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, count + 1);
    return count === 0 ? fingerprint : createHash("sha256").update(`${fingerprint}#${count}`).digest("hex");
  });
}

/** The findings of a base commit, for a check run that is to tell new ones from old ones. */
export function baselineOf(reports: readonly FileReport[]): ReadonlySet<string> {
  return new Set(fingerprintAll(placeAll(reports)));
}
