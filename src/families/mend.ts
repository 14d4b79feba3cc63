import { type EditPlaces, openForEdits } from "../document/edit-places.ts";
import { parseDocument } from "../document/parse-document.ts";
import { valueAt } from "../document/pointer.ts";
import { applyEdits } from "../document/text-edits.ts";
import type { SchemaFault } from "../model/evidence.ts";
import type { TextEdit } from "../model/finding.ts";
import type { ManifestDocument } from "../model/manifest-document.ts";
import { isMapping } from "./hostile-value.ts";
import { type ListedMap, listEdits } from "./mend-map.ts";

/** What of a family's faults can be mended without asking the author. */
export interface Mends {
  /** Pointer of a list → how its items are called where somebody wrote a map of them. */
  maps?: Readonly<Record<string, ListedMap>>;
  /** Wrong key → right key, one letter apart; a closed list. */
  renames?: Readonly<Record<string, string>>;
  /** True where one item without its list may be put into one. */
  wrapsItems?: boolean;
}

/** An edit is tried out before it is offered; a file with more faults is not mended by machine. */
const MOST_TRIALS = 8;

/** The same faults, with the edits that mend them where that is mechanical; none of a document that does not parse. */
export function withMends(
  document: ManifestDocument,
  validate: (document: ManifestDocument) => SchemaFault[],
  mends: Mends,
): SchemaFault[] {
  const faults = validate(document);
  if (faults.length === 0 || !document.isParsed || document.faults.length > 0) return faults;
  let places: EditPlaces | undefined;
  let trials = 0;
  return faults.map((fault) => {
    places ??= openForEdits(document);
    const sure = booleanEdits(document, places, fault) ?? mapEdits(document, places, fault, mends);
    if (sure !== undefined) return { ...fault, fix: sure };
    const guess = renameEdits(document, places, fault, mends) ?? wrapEdits(document, places, fault, mends);
    if (guess === undefined || trials >= MOST_TRIALS) return fault;
    trials += 1;
    return leavesFewer(document, guess, faults.length, validate) ? { ...fault, fix: guess } : fault;
  });
}

function leavesFewer(
  document: ManifestDocument,
  edits: readonly TextEdit[],
  before: number,
  validate: (document: ManifestDocument) => SchemaFault[],
): boolean {
  const after = parseDocument(document.path, new TextEncoder().encode(applyEdits(document.text, edits)));
  return after.isParsed && after.faults.length === 0 && validate(after).length < before;
}

/** `"True"` → `true`, where exactly that stands in the text. */
function booleanEdits(document: ManifestDocument, places: EditPlaces, fault: SchemaFault): TextEdit[] | undefined {
  if (fault.of !== "value" || fault.expected !== "a boolean") return undefined;
  const value = valueAt(document.root, fault.pointer);
  const place = places.placeAt(fault.pointer);
  if (typeof value !== "string" || place === undefined) return undefined;
  const word = value.toLowerCase();
  if (word !== "true" && word !== "false") return undefined;
  const written = places.text.slice(place.start, place.end);
  if (written !== `"${value}"` && written !== `'${value}'`) return undefined;
  return [{ offset: places.offsetOf(place.start), length: written.length, text: word }];
}

/** A map of named things → the list of them. JSON only: in YAML the same needs new indentation. */
function mapEdits(
  document: ManifestDocument,
  places: EditPlaces,
  fault: SchemaFault,
  mends: Mends,
): TextEdit[] | undefined {
  const listed = mends.maps?.[fault.pointer];
  const value = valueAt(document.root, fault.pointer);
  if (listed === undefined || fault.expected !== "a list" || document.syntax !== "json") return undefined;
  const place = places.placeAt(fault.pointer);
  return place === undefined || !isMapping(value) ? undefined : listEdits(places, place, value, listed);
}

function renameEdits(
  document: ManifestDocument,
  places: EditPlaces,
  fault: SchemaFault,
  { renames = {} }: Mends,
): TextEdit[] | undefined {
  const key = fault.got ?? "";
  if (fault.of !== "key" || !Object.hasOwn(renames, key)) return undefined;
  const parent = valueAt(document.root, fault.pointer.slice(0, fault.pointer.lastIndexOf("/")));
  const right = renames[key] ?? key;
  const keyStart = places.placeAt(fault.pointer)?.keyStart;
  if (!isMapping(parent) || Object.hasOwn(parent, right) || keyStart === undefined) return undefined;
  const quote = /["']/.test(places.text[keyStart] ?? "") ? 1 : 0;
  if (!places.text.startsWith(key, keyStart + quote)) return undefined;
  return [{ offset: places.offsetOf(keyStart + quote), length: new TextEncoder().encode(key).length, text: right }];
}

/** One item where a list of items belongs. JSON only, and YAML texts on one line. */
function wrapEdits(
  document: ManifestDocument,
  places: EditPlaces,
  fault: SchemaFault,
  { wrapsItems = false }: Mends,
): TextEdit[] | undefined {
  if (!wrapsItems || fault.of !== "value" || fault.expected !== "a list") return undefined;
  const value = valueAt(document.root, fault.pointer);
  const place = places.placeAt(fault.pointer);
  if (place === undefined || value === null || value === undefined || Array.isArray(value)) return undefined;
  const written = places.text.slice(place.start, place.end);
  if (document.syntax === "yaml" && (typeof value !== "string" || /[\n,[\]{}#]/.test(written))) return undefined;
  return [
    { offset: places.offsetOf(place.start), length: 0, text: "[" },
    { offset: places.offsetOf(place.end), length: 0, text: "]" },
  ];
}
