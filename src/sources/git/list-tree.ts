import { runGit } from "../../process/git-program.ts";
import { comparePaths, pathFault, printable } from "../repository-path.ts";
import type { RepositoryFile, SourceFault } from "../source.ts";
import { RemoteError, whyNot } from "./ask-remote.ts";
import type { Clone } from "./update-clone.ts";

/** A line of ls-tree before its TAB: mode, type, object id and, with --long, the size. */
const TREE_LINE = /^(?<mode>\d{6}) (?<type>blob|commit|tree) (?<oid>[0-9a-f]{40,64})(?: +(?<size>\d+|-))?$/;

/**
 * Lists the files of the pinned commit, sorted by path; names that git allows in a tree but no file system should see
 * (`..`, `.git`, not UTF-8) are faults. https://git-scm.com/docs/git-ls-tree#_output_format
 */
export async function listTree(clone: Clone): Promise<{ files: RepositoryFile[]; faults: SourceFault[] }> {
  // --long asks for the size of every blob: in a blobless copy that would fetch them all, one by one.
  const long = clone.isPartial ? [] : ["--long"];
  const args = [`--git-dir=${clone.gitFolder}`, "ls-tree", "-r", "-z", ...long, "--full-tree", clone.commit];
  const { status, stdout, stderr } = await runGit(args, { env: clone.env });
  if (status !== 0) throw new RemoteError(whyNot(stderr));
  const files: RepositoryFile[] = [];
  const faults: SourceFault[] = [];
  for (const line of Buffer.from(stdout).toString("utf8").split("\0")) {
    if (line === "") continue;
    const tab = line.indexOf("\t");
    const path = line.slice(tab + 1);
    const fields = TREE_LINE.exec(line.slice(0, tab))?.groups;
    const fault = fields === undefined ? "git describes it in no known way" : pathFault(path);
    if (fault !== undefined) faults.push({ what: printable(path), reason: `not read: ${fault}` });
    else files.push(fileOf(path, fields ?? {}));
  }
  return { files: files.sort((a, b) => comparePaths(a.path, b.path)), faults };
}

function fileOf(path: string, fields: Record<string, string | undefined>): RepositoryFile {
  const blobOid = fields["oid"] ?? "";
  if (fields["mode"] === "160000") return { path, blobOid, kind: "submodule" };
  const size = Number(fields["size"] ?? "-");
  const sizeBytes = Number.isSafeInteger(size) ? { sizeBytes: size } : {};
  return { path, blobOid, ...sizeBytes, kind: fields["mode"] === "120000" ? "symlink" : "file" };
}
