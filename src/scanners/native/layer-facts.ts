/** A package as its own database or metadata names it; `type` is the purl type. */
export interface FoundPackage {
  type: string;
  name: string;
  version: string;
  architecture?: string;
  source?: { name: string; version: string };
}

/** What one evidence file says. */
export type Evidence =
  | { kind: "packages"; packages: FoundPackage[] }
  | { kind: "ownership"; owner: string; paths: string[] }
  | { kind: "distribution"; id: string; version?: string; name?: string };

/** What one layer adds, links and hides: derived from its bytes alone, so it can be kept by its digest. */
export interface LayerFacts {
  files: { path: string; evidence: Evidence }[];
  /** Symbolic links where evidence could be. */
  links: { path: string; target: string }[];
  /** Paths that hide what lower layers have there and beneath. */
  removed: string[];
  /** Directories that hide what lower layers have in them. */
  opaque: string[];
  incomplete: string[];
}

/** Layer facts → text for the cache. */
export function encodeLayerFacts(facts: LayerFacts): string {
  return JSON.stringify(facts);
}

/** Text of the cache → layer facts; undefined when it is not whole, and the layer is read again. */
export function decodeLayerFacts(text: string): LayerFacts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isLayerFacts(value) ? value : undefined;
}

function isLayerFacts(value: unknown): value is LayerFacts {
  if (!isRecord(value)) return false;
  return (
    isListOf(value["files"], isFile) &&
    isListOf(value["links"], isLink) &&
    isListOf(value["removed"], isText) &&
    isListOf(value["opaque"], isText) &&
    isListOf(value["incomplete"], isText)
  );
}

function isFile(value: unknown): boolean {
  if (!isRecord(value) || !isText(value["path"]) || !isRecord(value["evidence"])) return false;
  const evidence = value["evidence"];
  if (evidence["kind"] === "packages") return isListOf(evidence["packages"], isPackage);
  if (evidence["kind"] === "ownership") return isText(evidence["owner"]) && isListOf(evidence["paths"], isText);
  if (evidence["kind"] !== "distribution") return false;
  return isText(evidence["id"]) && isTextOrAbsent(evidence["version"]) && isTextOrAbsent(evidence["name"]);
}

function isPackage(value: unknown): boolean {
  if (!isRecord(value) || !isText(value["type"]) || !isText(value["name"]) || !isText(value["version"])) return false;
  const source = value["source"];
  if (source !== undefined && !(isRecord(source) && isText(source["name"]) && isText(source["version"]))) return false;
  return isTextOrAbsent(value["architecture"]);
}

function isLink(value: unknown): boolean {
  return isRecord(value) && isText(value["path"]) && isText(value["target"]);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}
