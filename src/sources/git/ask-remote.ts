import { WaybillError } from "../../model/waybill-error.ts";
import { runGit } from "../../process/git-program.ts";
import { printable } from "../repository-path.ts";
import type { GitAddress } from "./parse-git-address.ts";

/** What a remote says it has: the object to pin, the ref that names it, and its default branch. */
export interface RemoteHead {
  oid: string;
  ref?: string;
  defaultBranch?: string;
}

/** A repository that could not be asked or has not what was asked for; the message says why, without secrets. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
}

const FULL_OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** A narrow part of https://git-scm.com/docs/git-check-ref-format: what cannot be an option, a pattern or a refspec. */
const GIT_REF = /^[\p{L}\p{N}_][\p{L}\p{N}._/+@#-]*$/u;

/** Asks the remote for its default branch and for `gitRef` (branch, tag, full ref or commit; default HEAD). */
export async function askRemote(
  address: GitAddress,
  gitRef: string | undefined,
  env: Record<string, string>,
): Promise<RemoteHead> {
  if (gitRef !== undefined && (!GIT_REF.test(gitRef) || gitRef.includes(".."))) {
    throw new WaybillError(
      "config-invalid",
      `the gitRef ${JSON.stringify(printable(gitRef))} is not a branch, tag or commit`,
    );
  }
  const names = gitRef === undefined || FULL_OID.test(gitRef) ? [] : namesOf(gitRef);
  const args = ["ls-remote", "--symref", "--end-of-options", address.url, "HEAD", ...names];
  const result = await runGit(args, { env, timeoutMs: 60_000, capBytes: 1024 * 1024 }, address.protocol);
  if (result.status !== 0) throw new RemoteError(whyNot(result.stderr));
  const { oids, defaultBranch } = readAdvertised(Buffer.from(result.stdout).toString("utf8"));
  const branch = defaultBranch === undefined ? {} : { defaultBranch };
  if (gitRef !== undefined && FULL_OID.test(gitRef)) return { oid: gitRef, ...branch };
  for (const ref of gitRef === undefined ? ["HEAD"] : names) {
    const oid = oids.get(ref);
    if (oid !== undefined) return { oid, ref, ...branch };
  }
  throw new RemoteError(gitRef === undefined ? "it has no commit yet" : `it has no branch or tag ${printable(gitRef)}`);
}

/** The line of git's complaint that says why, on one line and without user or token of a URL. */
export function whyNot(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /^(?:fatal|error|remote):/.test(each)) ?? lines.at(-1) ?? "git gave no reason";
  return printable(line.replaceAll(/\/\/[^/\s']*@/g, "//…@"));
}

function namesOf(gitRef: string): string[] {
  return gitRef.startsWith("refs/") ? [gitRef] : [`refs/heads/${gitRef}`, `refs/tags/${gitRef}`];
}

/** Lines `<oid> TAB <ref>` and `ref: <target> TAB HEAD` (https://git-scm.com/docs/git-ls-remote#_output). */
function readAdvertised(text: string): { oids: Map<string, string>; defaultBranch?: string } {
  const oids = new Map<string, string>();
  let defaultBranch: string | undefined;
  for (const line of text.split("\n")) {
    const [left, name] = line.split("\t");
    if (left === undefined || name === undefined) continue;
    if (left.startsWith("ref: refs/heads/") && name === "HEAD") defaultBranch = left.slice("ref: refs/heads/".length);
    else if (FULL_OID.test(left)) oids.set(name, left);
  }
  return defaultBranch === undefined ? { oids } : { oids, defaultBranch };
}
