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
  let shape = "";
  for (const letter of foldText(name.slice(0, 200))) {
    if (/[\p{L}\p{N}]/u.test(letter)) shape += CONFUSABLE.get(letter) ?? letter;
  }
  return shape;
}

/** Shape, whole or without one of its letters → names: two shapes one letter apart meet there. */
type NameTable = ReadonlyMap<string, readonly string[]>;

/** The list of a run is one and the same object, so its table is made once. */
const tables = new WeakMap<readonly string[], NameTable>();

/** A known name that is not this one but reads the same or differs in one letter; digits tell names apart. */
export function lookAlikeOf(name: string, known: readonly string[]): string | undefined {
  const shape = shapeOf(name);
  if (shape.length < SHORTEST) return undefined;
  const table = tables.get(known) ?? makeTable(known);
  tables.set(known, table);
  const near = new Set(shorterOf(shape).flatMap((key) => table.get(key) ?? []));
  return [...near].sort().find((other) => other !== name && isLookAlike(name, other));
}

function isLookAlike(name: string, other: string): boolean {
  const [left, right] = [shapeOf(name), shapeOf(other)];
  // The same letters in another dress (`Spot Counter`, `spot-counter`) are the same name, not a false one.
  if (left === right) return plainOf(name) !== plainOf(other);
  return digitsOf(name) === digitsOf(other) && isWithinEdits(left, right, 1);
}

function makeTable(known: readonly string[]): NameTable {
  const byShorter = new Map<string, string[]>();
  for (const name of new Set(known)) {
    const shape = shapeOf(name);
    if (shape.length < SHORTEST) continue;
    for (const key of shorterOf(shape)) {
      const list = byShorter.get(key);
      if (list === undefined) byShorter.set(key, [name]);
      else list.push(name);
    }
  }
  return byShorter;
}

/** The shape itself, and without each one of its letters. */
function shorterOf(shape: string): string[] {
  const letters = [...shape];
  return [...new Set([shape, ...letters.map((_, at) => letters.toSpliced(at, 1).join(""))])];
}

/** The letters themselves, whatever they look like. */
function plainOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

function digitsOf(name: string): string {
  return name.replaceAll(/\D/g, "");
}
