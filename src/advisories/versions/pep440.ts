import { compare, valid } from "@renovatebot/pep440";

/** A version longer than this is not one. */
const MAX_CHARACTERS = 500;

/** Compares two versions of PyPI: negative, zero or positive; undefined when one does not follow PEP 440. https://peps.python.org/pep-0440/ */
export function comparePep440(a: string, b: string): number | undefined {
  const left = a.trim();
  const right = b.trim();
  if (left.length > MAX_CHARACTERS || right.length > MAX_CHARACTERS) return undefined;
  if (valid(left) === null || valid(right) === null) return undefined;
  return compare(left, right);
}
