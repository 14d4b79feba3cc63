import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { blobOidOf } from "../blob-oid.ts";
import { pathFault, printable } from "../repository-path.ts";
import type { FileContent } from "../source.ts";

type Refused = Extract<FileContent, { outcome: "refused" }>;

/**
 * Reads a file under `root`, at most `capBytes`. The size is asked before a byte is read, and the read itself is
 * bounded too, since a file can grow. A link is followed only as long as it stays inside `root` and out of `.git`,
 * where tokens are kept. Synchronous: for small files of this machine a thread costs more than the read.
 */
export async function readLocalFile(root: string, path: string, capBytes: number): Promise<FileContent> {
  return readBelow(realpathSync.native(root), path, capBytes);
}

/** The same for a root whose real path is known. */
export function readBelow(realRoot: string, path: string, capBytes: number): FileContent {
  const fault = pathFault(path);
  if (fault !== undefined) return refuse("not-a-file", path, fault);
  let file: number;
  try {
    const realPath = realpathSync.native(join(realRoot, path));
    const inside = relative(realRoot, realPath).split(sep).join("/");
    if (pathFault(inside) !== undefined)
      return refuse("symlink-outside", path, "a symbolic link out of the repository");
    // O_NOFOLLOW: the link may have been laid after realpath. O_NONBLOCK: a named pipe must not make us wait.
    file = openSync(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return notOpened(path, error);
  }
  try {
    return readOpened(file, path, capBytes);
  } finally {
    closeSync(file);
  }
}

function readOpened(file: number, path: string, capBytes: number): FileContent {
  const stat = fstatSync(file);
  if (!stat.isFile()) return refuse("not-a-file", path, "not a regular file");
  if (stat.size > capBytes) return refuse("too-large", path, `${stat.size} bytes, at most ${capBytes} are read`);
  const buffer = Buffer.alloc(Math.min(capBytes, stat.size + 4096) + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    if (read === 0) break;
    length += read;
  }
  if (length === buffer.length)
    return refuse("too-large", path, `grew while it was read, at most ${capBytes} bytes are`);
  const bytes = new Uint8Array(buffer.subarray(0, length));
  return { outcome: "bytes", bytes, blobOid: blobOidOf(bytes) };
}

function notOpened(path: string, error: unknown): Refused {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  switch (code) {
    case "ELOOP":
      return refuse("symlink-outside", path, "symbolic links in a circle");
    case "ENOENT":
    case "ENOTDIR":
      return refuse("gone", path, "not there");
    default:
      return refuse("not-a-file", path, `cannot be opened (${code})`);
  }
}

function refuse(reason: Refused["reason"], path: string, why: string): Refused {
  return { outcome: "refused", reason, message: `${printable(path)}: ${why}` };
}
