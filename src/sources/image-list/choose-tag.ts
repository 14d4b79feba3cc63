/** `1.2.3`, `v24.07`, `2024-05-01`: at least two numbers, then perhaps something more. */
const VERSION = /^v?(?<numbers>\d{1,9}(?:[.-]\d{1,9}){1,7})(?<rest>.*)$/;

/** Rests that mark something not yet released. */
const UNRELEASED = /(?:^|[-_.+])(?:alpha|beta|rc|dev|nightly|pre|snapshot|test)\d*(?:$|[-_.+])/i;

/**
 * The tag that stands for a repository: the newest version, released ones first; else `latest`; else the last by name.
 * Undefined where there is no tag.
 */
export function chooseTag(tags: readonly string[]): string | undefined {
  const versions = tags.flatMap((tag) => readVersion(tag) ?? []).sort(compareVersions);
  const newest = versions.at(-1);
  if (newest !== undefined) return newest.tag;
  return tags.includes("latest") ? "latest" : [...tags].sort().at(-1);
}

interface TagVersion {
  tag: string;
  numbers: number[];
  rest: string;
  isReleased: boolean;
}

function readVersion(tag: string): TagVersion | undefined {
  const groups = VERSION.exec(tag)?.groups;
  if (groups === undefined) return undefined;
  const rest = groups["rest"] ?? "";
  return {
    tag,
    numbers: (groups["numbers"] ?? "").split(/[.-]/).map(Number),
    rest,
    isReleased: !UNRELEASED.test(rest),
  };
}

/** A bare version stands for its variants (`1.2` before `1.2-gpu`), so that it is the greatest of them. */
function compareVersions(left: TagVersion, right: TagVersion): number {
  if (left.isReleased !== right.isReleased) return left.isReleased ? 1 : -1;
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const order = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (order !== 0) return order;
  }
  if ((left.rest === "") !== (right.rest === "")) return left.rest === "" ? 1 : -1;
  return left.tag < right.tag ? -1 : left.tag > right.tag ? 1 : 0;
}
