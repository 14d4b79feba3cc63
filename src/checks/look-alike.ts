import { isWithinEdits } from "../search/edit-distance.ts";
import { foldText } from "../taxonomy/fold-text.ts";

/** Names shorter than this are all near to each other. */
const SHORTEST = 6;

/** Digits that read as a letter; letters of other scripts that do are folded with the case. */
const CONFUSABLE = new Map([
  ["0", "o"],
  ["1", "l"],
]);

/** A name as it reads: without case, accents, separators, and with letters of other scripts as what they look like. */
export function shapeOf(name: string): string {
  const folded = foldText(name.slice(0, 200)).replaceAll(/[^\p{L}\p{N}]+/gu, "");
  return folded.replaceAll(/[01]/g, (digit) => CONFUSABLE.get(digit) ?? digit);
}

/** A name with what is compared of it. */
interface KnownName {
  name: string;
  shape: string;
  digits: string;
}

/** Hash of a shape, whole or without one of its letters → names: two shapes one letter apart meet there. */
type NameTable = ReadonlyMap<number, readonly KnownName[]>;

/** The list of a run is one and the same object, so its table is made once. */
const tables = new WeakMap<readonly string[], NameTable>();

/** A known name that is not this one but reads the same or differs in one letter; digits tell names apart. */
export function lookAlikeOf(name: string, known: readonly string[]): string | undefined {
  const asked = describeName(name);
  if (asked.shape.length < SHORTEST) return undefined;
  const table = tables.get(known) ?? makeTable(known);
  tables.set(known, table);
  const near = new Set<string>();
  for (const hash of hashesOf(asked.shape)) {
    for (const other of table.get(hash) ?? []) {
      if (other.name !== name && isLookAlike(asked, other)) near.add(other.name);
    }
  }
  return [...near].sort()[0];
}

function describeName(name: string): KnownName {
  return { name, shape: shapeOf(name), digits: name.replaceAll(/\D+/g, "") };
}

function isLookAlike(asked: KnownName, other: KnownName): boolean {
  // The same letters in another dress (`Spot Counter`, `spot-counter`) are the same name, not a false one.
  if (asked.shape === other.shape) return plainOf(asked.name) !== plainOf(other.name);
  return asked.digits === other.digits && isWithinEdits(asked.shape, other.shape, 1);
}

function makeTable(known: readonly string[]): NameTable {
  const byHash = new Map<number, KnownName[]>();
  for (const name of new Set(known)) {
    const described = describeName(name);
    if (described.shape.length < SHORTEST) continue;
    for (const hash of hashesOf(described.shape)) {
      const list = byHash.get(hash);
      if (list === undefined) byHash.set(hash, [described]);
      else if (list.at(-1) !== described) list.push(described);
    }
  }
  return byHash;
}

const BASE = 0x01000193;

/**
 * Hashes of the shape and of the shape without each one of its letters, none of them spelled out: what stands before
 * the letter, moved up by the length of what stands after it. Names that meet by chance are compared by their letters.
 */
function hashesOf(shape: string): number[] {
  const letters = Array.from(shape, (letter) => letter.codePointAt(0) ?? 0);
  const prefixes: number[] = [];
  let whole = 0;
  for (const letter of letters) {
    prefixes.push(whole);
    whole = (Math.imul(whole, BASE) + letter) | 0;
  }
  const hashes = [whole];
  let suffix = 0;
  let power = 1;
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    hashes.push((Math.imul(prefixes[at] ?? 0, power) + suffix) | 0);
    suffix = (Math.imul(letters[at] ?? 0, power) + suffix) | 0;
    power = Math.imul(power, BASE);
  }
  return hashes;
}

/** The letters themselves, whatever they look like. */
function plainOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
