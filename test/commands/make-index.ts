import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EXAMPLE } from "./run-cli.ts";

/** A test, or the file of tests (`after` of node:test). */
interface Cleaner {
  after(clean: () => void): void;
}

/** A folder of this test's own, removed after it. */
export function makeFolder(t: Cleaner): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-commands-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the example index that a test may change. */
export function copyExample(t: Cleaner): string {
  const folder = makeFolder(t);
  cpSync(EXAMPLE, folder, { recursive: true });
  return folder;
}

/** Writes files below a folder, path → content. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Settings of an index whose images are looked for in an empty folder: nothing touches the network. */
export function offlineConfig(sourcePath: string): string {
  return [
    "version: 1",
    "sources:",
    `  - { kind: local-directory, path: ${JSON.stringify(sourcePath)}, host: github.com }`,
    "registries:",
    '  - { host: "*", kind: oci-layout, endpoint: images }',
    "",
  ].join("\n");
}
