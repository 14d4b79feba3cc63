import type { Mute } from "../config/repository-config.ts";
import { matchesGlob } from "../families/glob.ts";
import type { Finding } from "../model/finding.ts";

/** Marks findings that the repository mutes; a mute counts to the end of its last day (UTC), then the finding is back. */
export function muteFindings(findings: readonly Finding[], mutes: readonly Mute[], asOf: string): Finding[] {
  const standing = standingMutes(mutes, asOf);
  return findings.map((finding) => {
    const mute = standing.find((one) => one.check === finding.check && isAt(one, finding));
    return mute === undefined ? finding : { ...finding, muted: { reason: mute.reason, expires: mute.expires } };
  });
}

/** Those that have not run out. */
export function standingMutes(mutes: readonly Mute[], asOf: string): Mute[] {
  const day = asOf.slice(0, 10);
  return mutes.filter(({ expires }) => expires >= day);
}

function isAt(mute: Mute, { at }: Finding): boolean {
  return mute.path === undefined || ("file" in at && matchesGlob(mute.path, at.file));
}
