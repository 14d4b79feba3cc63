import { asciiLowerCase } from "./same-uri.ts";

/** One character of a pattern, or a wildcard: `star` stops at `/` and `@`, `globstar` does not. */
type GlobToken = string | typeof STAR | typeof GLOBSTAR;

const STAR = Symbol("*");
const GLOBSTAR = Symbol("**");

/** A compiled pattern. Anchored at both ends; there is no other syntax than `*` and `**`. */
export type Glob = readonly GlobToken[];

/** Longer texts never match: certificates and file names are far below. */
const MAXIMUM_TEXT_LENGTH = 4096;

/** Compiles a pattern; `${name}` is replaced by the value as plain text, so a value can hold no wildcard. Undefined when a variable has no value. */
export function compileGlob(
  pattern: string,
  variables: Readonly<Record<string, string | undefined>> = {},
): Glob | undefined {
  const tokens: GlobToken[] = [];
  for (let offset = 0; offset < pattern.length; ) {
    if (pattern.startsWith("**", offset)) {
      tokens.push(GLOBSTAR);
      offset += 2;
    } else if (pattern[offset] === "*") {
      tokens.push(STAR);
      offset += 1;
    } else if (pattern.startsWith("${", offset) && pattern.includes("}", offset)) {
      const end = pattern.indexOf("}", offset);
      const name = pattern.slice(offset + 2, end);
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value === undefined || value === "") return undefined;
      tokens.push(...value.split(""));
      offset = end + 1;
    } else {
      tokens.push(pattern.charAt(offset));
      offset += 1;
    }
  }
  return tokens;
}

/**
 * True when the whole text matches. The first `foldedLength` characters are compared without regard to ASCII case
 * (owner and repository names); the rest exactly. Time is text × pattern, without backtracking.
 */
export function matchesGlob(glob: Glob, text: string, foldedLength = 0): boolean {
  if (text.length > MAXIMUM_TEXT_LENGTH) return false;
  let states = skipWildcards(glob, [0]);
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    const next: number[] = [];
    for (const state of states) {
      const token = glob[state];
      if (token === GLOBSTAR || (token === STAR && character !== "/" && character !== "@")) next.push(state);
      else if (typeof token === "string" && isSameCharacter(token, character, index < foldedLength))
        next.push(state + 1);
    }
    if (next.length === 0) return false;
    states = skipWildcards(glob, next);
  }
  return states.includes(glob.length);
}

/** How many characters of a pattern are literal: the more, the more specific. */
export function literalLength(glob: Glob): number {
  return glob.filter((token) => typeof token === "string").length;
}

/** Adds the states that are reached by matching nothing with a wildcard; sorted, each once. */
function skipWildcards(glob: Glob, states: readonly number[]): number[] {
  const reached = new Set<number>();
  for (const state of states) {
    let current = state;
    reached.add(current);
    while (typeof glob[current] === "symbol" && !reached.has(current + 1)) reached.add(++current);
  }
  return [...reached];
}

function isSameCharacter(left: string, right: string, isFolded: boolean): boolean {
  return left === right || (isFolded && asciiLowerCase(left) === asciiLowerCase(right));
}
