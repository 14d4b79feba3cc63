import { decodeUtf8 } from "./control-stanzas.ts";
import type { EvidenceReader } from "./evidence-reader.ts";

/** Headers stand before the long description; what lies beyond is not read. */
const MAX_HEADER_BYTES = 1024 * 1024;

/** Metadata of an installed Python package. https://packaging.python.org/en/latest/specifications/recording-installed-packages/ */
export const pythonMetadata: EvidenceReader = {
  id: "python-metadata",

  wants(path) {
    if (path.endsWith(".dist-info/METADATA")) return true;
    return path.endsWith(".egg-info") || path.endsWith(".egg-info/PKG-INFO") || path.endsWith(".egg/EGG-INFO/PKG-INFO");
  },

  isFolder(path) {
    return path.endsWith(".dist-info") || path.endsWith(".egg-info") || path.endsWith(".egg");
  },

  read(path, bytes) {
    const headers = readHeaders(decodeUtf8(bytes.subarray(0, MAX_HEADER_BYTES)));
    const named = readFolderName(path);
    const name = headers.get("name") || named?.name;
    const version = headers.get("version") || named?.version;
    if (!name || !version) {
      return { evidence: { kind: "packages", packages: [] }, incomplete: [`${path}: names no package or no version`] };
    }
    return { evidence: { kind: "packages", packages: [{ type: "pypi", name, version }] }, incomplete: [] };
  },
};

function readHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line.trim() === "") break;
    const colon = line.indexOf(":");
    if (colon <= 0 || line.startsWith(" ") || line.startsWith("\t")) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** `Pillow-9.4.0.dist-info` → name and version: a damaged file does not make a package unseen. */
function readFolderName(path: string): { name: string; version: string } | undefined {
  const match = /(?:^|\/)(?<name>[^/-]+)-(?<version>[^/-]+)(?:-[^/]*)?\.(?:dist-info|egg-info|egg)(?:\/|$)/.exec(path);
  const name = match?.groups?.["name"];
  const version = match?.groups?.["version"];
  return name && version ? { name, version } : undefined;
}
