import type { FoundPackage } from "../layer-facts.ts";
import { decodeUtf8, readStanzas } from "./control-stanzas.ts";
import { type EvidenceReader, isAtOrAbove } from "./evidence-reader.ts";

const STATUS = "var/lib/dpkg/status";
const STATUS_FOLDER = "var/lib/dpkg/status.d";
const FIELDS: ReadonlySet<string> = new Set(["package", "status", "version", "source", "architecture"]);
/** States in which the files of a package are not in the image. */
const ABSENT: ReadonlySet<string> = new Set(["not-installed", "config-files"]);

/** The database of dpkg, and the folder distroless images have in its place. */
export const dpkgStatus: EvidenceReader = {
  id: "dpkg-status",

  wants(path) {
    if (path === STATUS) return true;
    return path.startsWith(`${STATUS_FOLDER}/`) && !path.endsWith(".md5sums");
  },

  isFolder(path) {
    return isAtOrAbove(path, STATUS_FOLDER);
  },

  read(path, bytes) {
    const packages: FoundPackage[] = [];
    let faults = 0;
    for (const stanza of readStanzas(decodeUtf8(bytes), FIELDS)) {
      const name = stanza.get("package");
      const version = stanza.get("version");
      const state = stanza.get("status")?.split(/\s+/).at(-1);
      if (state !== undefined && ABSENT.has(state)) continue;
      if (!name || !version) faults += 1;
      else packages.push(toPackage(name, version, stanza));
    }
    const incomplete = faults === 0 ? [] : [`${path}: ${faults} entries without a package name or a version`];
    return { evidence: { kind: "packages", packages }, incomplete };
  },
};

function toPackage(name: string, version: string, stanza: Map<string, string>): FoundPackage {
  const architecture = stanza.get("architecture");
  return {
    type: "deb",
    name,
    version,
    ...(architecture ? { architecture } : {}),
    source: readSource(stanza.get("source"), name, version),
  };
}

/** `Source: glibc (2.36-9)`: the version in brackets is there only when it differs from the package's. */
function readSource(field: string | undefined, name: string, version: string): { name: string; version: string } {
  if (!field) return { name, version };
  const open = field.indexOf("(");
  if (open < 0) return { name: field, version };
  const close = field.indexOf(")", open);
  const inner = field.slice(open + 1, close < 0 ? undefined : close).trim();
  return { name: field.slice(0, open).trim() || name, version: inner || version };
}
