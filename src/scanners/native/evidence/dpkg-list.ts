import { mergeUsr, normalizePath } from "../image-path.ts";
import { decodeUtf8 } from "./control-stanzas.ts";
import { type EvidenceReader, isAtOrAbove } from "./evidence-reader.ts";
import { pythonMetadata } from "./python-metadata.ts";

const FOLDER = "var/lib/dpkg/info";

/**
 * Lists of the files that a Debian package owns. Only paths that are evidence of another package system are kept:
 * a Python package that dpkg owns is patched by the distribution, and is matched through it alone.
 */
export const dpkgList: EvidenceReader = {
  id: "dpkg-list",

  wants(path) {
    return path.startsWith(`${FOLDER}/`) && path.endsWith(".list");
  },

  isFolder(path) {
    return isAtOrAbove(path, FOLDER);
  },

  read(path, bytes) {
    const name = path.slice(path.lastIndexOf("/") + 1, -".list".length);
    const owner = name.split(":", 1)[0] ?? name;
    const paths: string[] = [];
    for (const line of decodeUtf8(bytes).split("\n")) {
      if (!line.includes("-info") && !line.includes("EGG-INFO")) continue;
      const owned = mergeUsr(normalizePath(line.trim()));
      if (pythonMetadata.wants(owned)) paths.push(owned);
    }
    return { evidence: { kind: "ownership", owner, paths }, incomplete: [] };
  },
};
