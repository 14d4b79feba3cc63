import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { sep } from "node:path";
import { RegistryFault } from "../registry-fault.ts";

/** The real path of the folder that holds everything; one that is not there could not be asked. */
export async function realRoot(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    throw new RegistryFault("unreachable", "the folder of the layouts cannot be read");
  }
}

/**
 * Opens a plain file below `root`. A symlink may lead anywhere inside but not out, and nothing but files is opened: a
 * pipe would hang.
 */
export async function openInside(root: string, path: string): Promise<{ handle: FileHandle; sizeBytes: number }> {
  const real = await translate(realpath(path));
  if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) {
    throw new RegistryFault("refused-address", "the layout leads out of its folder");
  }
  const handle = await translate(open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, sizeBytes: stats.size };
  await handle.close();
  throw new RegistryFault("malformed", "the layout holds something that is no file");
}

/** A whole file below `root`, within the cap. */
export async function readInside(root: string, path: string, capBytes: number): Promise<Uint8Array> {
  const { handle, sizeBytes } = await openInside(root, path);
  try {
    if (sizeBytes > capBytes) throw new RegistryFault("too-large", `a file of the layout is beyond ${capBytes} bytes`);
    // One read of the size seen: a file that grows meanwhile is cut, and its digest will tell.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sizeBytes), 0, sizeBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function translate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") throw new RegistryFault("not-found", "not in the layout", { cause });
    throw new RegistryFault("unreachable", "the layout cannot be read", { cause });
  }
}
