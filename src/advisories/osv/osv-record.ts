/** One event of a range. https://ossf.github.io/osv-schema/#affectedrangesevents-fields */
export interface RangeEvent {
  kind: "introduced" | "fixed" | "last_affected" | "limit";
  version: string;
}

/** A range that versions can be held against; GIT ranges are left out, as an image names no commits. */
export interface VersionRange {
  type: "SEMVER" | "ECOSYSTEM";
  events: RangeEvent[];
}

/** One package that a record speaks of. */
export interface AffectedPackage {
  ecosystem: string;
  name: string;
  ranges: VersionRange[];
  versions: ReadonlySet<string>;
  /** What the database says of this package's severity, in its own words. */
  label?: string;
}

/** The parts of an OSV record that matching needs. */
export interface OsvRecord {
  id: string;
  modified: string;
  withdrawn: boolean;
  aliases: string[];
  upstream: string[];
  summary?: string;
  /** What the database says of the severity, in its own words. */
  label?: string;
  scores: { type: string; score: string }[];
  affected: AffectedPackage[];
}

/** A record is used, or refused with a reason. */
export type RecordReading = { record: OsvRecord } | { refused: string };
