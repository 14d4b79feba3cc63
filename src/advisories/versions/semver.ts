import { compare, parse } from "semver";

/**
 * Compares two semantic versions: negative, zero or positive; undefined when one is none. A leading `v` is allowed, and
 * `1` and `1.2` stand for `1.0.0` and `1.2.0`, as OSV writes them in ranges. https://semver.org/#spec-item-11
 */
export function compareSemver(a: string, b: string): number | undefined {
  const left = parse(complete(a), { loose: true });
  const right = parse(complete(b), { loose: true });
  return left === null || right === null ? undefined : compare(left, right);
}

function complete(version: string): string {
  const text = version.trim();
  const match = /^v?(?<major>\d+)(?:\.(?<minor>\d+))?$/.exec(text);
  return match ? `${match.groups?.["major"]}.${match.groups?.["minor"] ?? "0"}.0` : text;
}
