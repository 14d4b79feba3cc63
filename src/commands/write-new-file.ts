import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";

/** Writes a file that is not there yet; one that is, or a link of that name, is replaced only where that is asked. */
export function writeNewFile(path: string, text: string, isReplacing: boolean): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: isReplacing ? "w" : "wx" });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "EEXIST" && code !== "EISDIR") throw cause;
    throw new WaybillError("usage", `${path} is there already; --force replaces a file`, { cause });
  }
}
