import { compareDeb } from "./deb.ts";
import { comparePep440 } from "./pep440.ts";
import { compareSemver } from "./semver.ts";

/** Order of two versions: negative, zero, positive; undefined when it cannot be told. */
export type Comparison = (a: string, b: string) => number | undefined;

/** Comparison by OSV ecosystem, without the release. An ecosystem that is not here is not judged. */
const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ["crates.io", compareSemver],
  ["Debian", compareDeb],
  ["Go", compareSemver],
  ["Julia", compareSemver],
  ["npm", compareSemver],
  ["PyPI", comparePep440],
  ["Ubuntu", compareDeb],
]);

/** `Debian:12` → `Debian`. https://ossf.github.io/osv-schema/#affectedpackage-field */
export function ecosystemBase(ecosystem: string): string {
  return ecosystem.split(":", 1)[0] ?? ecosystem;
}

/** True when versions of this ecosystem can be ordered. */
export function isComparable(ecosystem: string): boolean {
  return COMPARISONS.has(ecosystemBase(ecosystem));
}

/** Orders two versions as their ecosystem does; undefined when one cannot be read or the ecosystem is not known. */
export function compareVersions(ecosystem: string, a: string, b: string): number | undefined {
  return COMPARISONS.get(ecosystemBase(ecosystem))?.(a, b);
}
