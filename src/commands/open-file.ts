import { basename, dirname, resolve } from "node:path";
import { readLocalFile } from "../sources/local-directory/read-local-file.ts";
import type { OpenSource } from "../sources/source.ts";

/** One file as a source of its own: what lies beside it is neither listed nor read. */
export function openFile(path: string): OpenSource {
  const folder = dirname(resolve(path));
  const name = basename(folder);
  return {
    name: `file:${basename(path)}`,
    async repositories() {
      return {
        repositories: [{ host: "local", owner: "", name, commit: "worktree", formerNames: [] }],
        faults: [],
      };
    },
    async files() {
      return [{ path: basename(path), kind: "file" }];
    },
    read: (_repository, file, capBytes) => readLocalFile(folder, file.path, capBytes),
  };
}
