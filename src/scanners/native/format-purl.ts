/** The parts of a package URL; qualifiers without a value are left out. */
export interface PackageUrl {
  type: string;
  namespace?: string | undefined;
  name: string;
  version: string;
  qualifiers?: Record<string, string | undefined>;
}

/** Package URL in its canonical form. https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst#rules-for-each-purl-component */
export function formatPurl(purl: PackageUrl): string {
  const namespace = purl.namespace ? `${encodePart(purl.namespace)}/` : "";
  const name = purl.type === "pypi" ? purl.name.toLowerCase().replaceAll("_", "-") : purl.name;
  const qualifiers = Object.entries(purl.qualifiers ?? {})
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encodePart(value)}`);
  const query = qualifiers.length === 0 ? "" : `?${qualifiers.join("&")}`;
  return `pkg:${purl.type}/${namespace}${encodePart(name)}@${encodePart(purl.version)}${query}`;
}

/** All but letters, digits, `.-_~` and the colon is percent-encoded. */
function encodePart(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":");
}
