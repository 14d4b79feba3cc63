import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { SyntaxFault } from "../model/manifest-document.ts";
import { quoteKey, setMember } from "./json-grammar.ts";
import { addChild, type IndexedFault, type Span } from "./span.ts";

type YamlFault = IndexedFault<SyntaxFault["kind"]>;

/** How often one anchor may be used, multiplied along nested aliases (the rule and default of the package yaml). */
const MOST_ALIASES = 100;
/** Faults beyond these are of no use to anybody. */
const MOST_FAULTS = 50;
/** How many values aliases may add to those written out. */
const MOST_ALIASED_VALUES = 100_000;

interface Converted {
  value: unknown;
  /** Uses of the busiest anchor inside. */
  weight: number;
  /** Values inside, aliases counted as if written out. */
  size: number;
  /** Levels of collections inside. */
  height: number;
}

interface Anchor extends Converted {
  uses: number;
  span: Span | undefined;
}

interface Conversion {
  readonly text: string;
  readonly depthCap: number;
  readonly anchors: Map<string, Anchor>;
  readonly faults: YamlFault[];
  aliasedValues: number;
  isStopped: boolean;
}

/** YAML nodes → plain values, with duplicate keys, unknown aliases and alias bombs as faults. */
export function convertYaml(contents: Node, text: string, depthCap: number, wantsSpans: boolean) {
  const conversion: Conversion = { text, depthCap, anchors: new Map(), faults: [], aliasedValues: 0, isStopped: false };
  const span = wantsSpans ? { start: 0, end: text.length } : undefined;
  const { value } = convert(contents, conversion, 0, span);
  return { root: value, faults: conversion.faults, ...(span && { span }) };
}

function convert(node: unknown, conversion: Conversion, depth: number, span: Span | undefined): Converted {
  if (!isNode(node) || conversion.isStopped) return plain(null);
  const [start, end] = node.range ?? [0, 0];
  if (span !== undefined) {
    span.start = start;
    span.end = end;
  }
  if (isAlias(node)) return convertAlias(node.source, start, conversion, depth, span);
  const isCollection = isMap(node) || isSeq(node);
  if (isCollection && depth >= conversion.depthCap) {
    stop(conversion, "too-deep", `nested deeper than ${conversion.depthCap} levels`, start);
    return plain(null);
  }
  let converted: Converted;
  if (isMap(node)) converted = convertMap(node, conversion, depth, span);
  else if (isSeq(node)) converted = convertSequence(node.items, conversion, depth, span);
  else converted = plain(scalarValue(isScalar(node) ? node.value : null, conversion.text.slice(start, end)));
  if (node.anchor !== undefined) conversion.anchors.set(node.anchor, { ...converted, uses: 0, span });
  return converted;
}

function convertMap(map: YAMLMap, conversion: Conversion, depth: number, span: Span | undefined): Converted {
  const members: Record<string, unknown> = {};
  const whole: Converted = { value: members, weight: 0, size: 1, height: 1 };
  for (const pair of map.items) {
    if (conversion.isStopped) break;
    const keyStart = startOf(pair.key, pair.value);
    const key = readKey(pair, conversion, depth);
    if (Object.hasOwn(members, key)) {
      note(conversion, "duplicate-key", `the key ${quoteKey(key)} occurs twice`, keyStart);
    }
    // A key without value has no node of its own: its place is the key's.
    const child = span === undefined ? undefined : { start: keyStart, end: keyStart, keyStart };
    const converted = convert(pair.value, conversion, depth + 1, child);
    setMember(members, key, converted.value);
    if (span !== undefined && child !== undefined) addChild(span, key, child);
    include(whole, converted);
  }
  return whole;
}

function convertSequence(
  items: readonly unknown[],
  conversion: Conversion,
  depth: number,
  span: Span | undefined,
): Converted {
  const values: unknown[] = [];
  const whole: Converted = { value: values, weight: 0, size: 1, height: 1 };
  for (const item of items) {
    if (conversion.isStopped) break;
    const child = span === undefined ? undefined : { start: span.start, end: span.start };
    const converted = convert(item, conversion, depth + 1, child);
    if (span !== undefined && child !== undefined) addChild(span, String(values.length), child);
    values.push(converted.value);
    include(whole, converted);
  }
  return whole;
}

function include(whole: Converted, part: Converted): void {
  whole.weight = Math.max(whole.weight, part.weight);
  whole.size += part.size;
  whole.height = Math.max(whole.height, part.height + 1);
}

/** The value of an anchor, shared, never copied; refuses a file whose aliases would grow without bound. */
function convertAlias(
  name: string,
  index: number,
  conversion: Conversion,
  depth: number,
  span: Span | undefined,
): Converted {
  const anchor = conversion.anchors.get(name);
  if (anchor === undefined) {
    note(conversion, "syntax", `the alias *${name.slice(0, 60)} has no anchor before it`, index);
    return plain(null);
  }
  anchor.uses += 1;
  conversion.aliasedValues += anchor.size;
  const weight = anchor.uses * Math.max(anchor.weight, 1);
  if (weight > MOST_ALIASES || conversion.aliasedValues > MOST_ALIASED_VALUES) {
    stop(conversion, "alias-bomb", `aliases would repeat values more than ${MOST_ALIASES} times over`, index);
    return plain(null);
  }
  if (depth + anchor.height > conversion.depthCap) {
    stop(conversion, "too-deep", `nested deeper than ${conversion.depthCap} levels through aliases`, index);
    return plain(null);
  }
  if (span !== undefined && anchor.span?.children !== undefined) span.children = anchor.span.children;
  return { value: anchor.value, weight, size: anchor.size, height: anchor.height };
}

/** A key as text: numbers as written, so that `1.0` stays `1.0`; collections and aliases as their source. */
function readKey(pair: Pair, conversion: Conversion, depth: number): string {
  const key: unknown = pair.key;
  if (isScalar(key)) {
    if (typeof key.value === "string") return key.value;
    return key.value === null ? "" : (key.source ?? String(key.value));
  }
  if (isAlias(key)) {
    const { value } = convert(key, conversion, depth, undefined);
    return typeof value === "string" ? value : String(JSON.stringify(value));
  }
  if (!isNode(key)) return "";
  const [start, end] = key.range ?? [0, 0];
  return conversion.text.slice(start, Math.min(end, start + 1024)).trim();
}

function startOf(key: unknown, value: unknown): number {
  if (isNode(key) && key.range) return key.range[0];
  return isNode(value) && value.range ? value.range[0] : 0;
}

/** `.inf` and `.nan` have no JSON form and stay text. */
function scalarValue(value: unknown, source: string): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : source;
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return source;
}

function plain(value: unknown): Converted {
  return { value, weight: 0, size: 1, height: 0 };
}

function note(conversion: Conversion, kind: YamlFault["kind"], message: string, index: number): void {
  if (conversion.faults.length < MOST_FAULTS) conversion.faults.push({ kind, message, index });
}

function stop(conversion: Conversion, kind: YamlFault["kind"], message: string, index: number): void {
  conversion.faults.push({ kind, message, index });
  conversion.isStopped = true;
}
