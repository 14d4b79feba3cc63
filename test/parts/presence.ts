import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { TestContext } from "node:test";

/** The one apt line that brings every real part. */
export const APT_LINE =
  "apt-get install -y --no-install-recommends docker-registry skopeo umoci apache2-utils chromium git";

/** Absolute path of a program on PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * True when every program is there. Else the test is skipped loudly with the apt line, or fails when
 * WAYBILL_REQUIRE_PARTS=1.
 */
export function hasParts(t: TestContext, ...programs: string[]): boolean {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return true;
  const message = `needs ${missing.join(", ")}: ${APT_LINE}`;
  if (process.env["WAYBILL_REQUIRE_PARTS"] === "1") throw new Error(message);
  t.skip(`SKIPPED, ${message}`);
  return false;
}

/**
 * Absolute path in the folder of real data (WAYBILL_DATA, default `../shared` beside the project), or undefined
 * after a loud skip; a failure when WAYBILL_REQUIRE_DATA=1.
 */
export function dataPath(t: TestContext, ...parts: string[]): string | undefined {
  const root = process.env["WAYBILL_DATA"] ?? resolve(import.meta.dirname, "../../../shared");
  const path = join(root, ...parts);
  if (existsSync(path)) return path;
  const message = `needs real data ${parts.join("/")}: set WAYBILL_DATA to the folder that holds it`;
  if (process.env["WAYBILL_REQUIRE_DATA"] === "1") throw new Error(message);
  t.skip(`SKIPPED, ${message}`);
  return undefined;
}
