import { decodeUtf8 } from "./control-stanzas.ts";
import type { EvidenceReader } from "./evidence-reader.ts";

const PATHS: ReadonlySet<string> = new Set(["etc/os-release", "usr/lib/os-release"]);
const FOLDERS: ReadonlySet<string> = new Set(["etc", "usr", "usr/lib"]);

/** Which distribution, in which release. https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
export const osRelease: EvidenceReader = {
  id: "os-release",

  wants(path) {
    return PATHS.has(path);
  },

  isFolder(path) {
    return FOLDERS.has(path);
  },

  read(_path, bytes) {
    const values = new Map<string, string>();
    for (const line of decodeUtf8(bytes).split("\n")) {
      const equals = line.indexOf("=");
      if (equals > 0 && !line.startsWith("#"))
        values.set(line.slice(0, equals).trim(), unquote(line.slice(equals + 1)));
    }
    const version = values.get("VERSION_ID");
    const name = values.get("PRETTY_NAME");
    return {
      // The default of ID is `linux`.
      evidence: {
        kind: "distribution",
        id: values.get("ID") || "linux",
        ...(version ? { version } : {}),
        ...(name ? { name } : {}),
      },
      incomplete: [],
    };
  },
};

function unquote(text: string): string {
  const value = text.trim();
  const quote = value[0];
  if ((quote !== '"' && quote !== "'") || value.length < 2 || !value.endsWith(quote)) return value;
  return value.slice(1, -1).replace(/\\(["$`\\])/g, "$1");
}
