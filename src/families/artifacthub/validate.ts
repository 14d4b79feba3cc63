import { valid } from "semver";
import { pointerOf } from "../../document/pointer.ts";
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { namedEntries } from "../entries.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** https://artifacthub.io/docs/topics/repositories/: the categories that a package can have. */
const CATEGORIES = [
  ...["ai-machine-learning", "database", "integration-delivery", "monitoring-logging", "networking", "security"],
  ...["skip-prediction", "storage", "streaming-messaging"],
];

// https://www.rfc-editor.org/rfc/rfc3339#section-5.6
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/u;

/** Members that each entry of a list must have as texts. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  containersImages: ["image"],
  links: ["name", "url"],
  maintainers: ["name", "email"],
  recommendations: ["url"],
  screenshots: ["title", "url"],
};

/** Most faults told of one file. */
const MOST_FAULTS = 500;

/** What the documentation of the package file asks for; there is no published schema. */
export function validateArtifactHub(document: ManifestDocument): SchemaFault[] {
  const root = document.root;
  const faults = requiredFieldFaults(root, {
    version: "text",
    name: "text",
    displayName: "text",
    createdAt: "text",
    description: "text",
  });
  if (!isMapping(root)) return faults;
  faults.push(...wordFaults(root));
  for (const [list, keys] of Object.entries(LISTS)) faults.push(...listFaults(root, list, keys));
  return faults.slice(0, MOST_FAULTS);
}

function wordFaults(root: Mapping): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const version = memberOf(root, "version");
  // Artifact Hub takes strict SemVer 2 only: "v1.0.0" and "1.0" are refused.
  if (typeof version === "string" && (version.startsWith("v") || valid(version) === null)) {
    faults.push(wordFault("version", "no SemVer 2 version", "a version such as 1.2.3", version));
  }
  const createdAt = memberOf(root, "createdAt");
  if (typeof createdAt === "string" && !DATE_TIME.test(createdAt)) {
    faults.push(wordFault("createdAt", "no RFC 3339 date", "a date such as 2026-01-31T12:00:00Z", createdAt));
  }
  const category = memberOf(root, "category");
  if (category !== undefined && category !== "" && !CATEGORIES.some((known) => known === category)) {
    faults.push(wordFault("category", "no category of Artifact Hub", CATEGORIES.join(", "), textOf(category) ?? ""));
  }
  return faults;
}

function wordFault(key: string, message: string, expected: string, got: string): SchemaFault {
  return { pointer: pointerOf(key), of: "value", message, expected, got: got.slice(0, 100), isFormat: false };
}

function listFaults(root: Mapping, list: string, keys: readonly string[]): SchemaFault[] {
  return namedEntries(memberOf(root, list), pointerOf(list), "").flatMap(({ part, pointer }) => {
    const missing = keys.filter((key) => textOf(memberOf(part, key)) === undefined);
    if (missing.length === 0) return [];
    const names = missing.map((key) => `"${key}"`).join(", ");
    return [{ pointer, of: "value", message: `missing ${names}`, expected: names, isFormat: false }];
  });
}
