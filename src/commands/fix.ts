import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { collectEdits } from "../checks/collect-edits.ts";
import { applyEdits } from "../document/text-edits.ts";
import { unifiedDiff } from "../document/unified-diff.ts";
import type { Finding } from "../model/finding.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { plural } from "../reporters/count-findings.ts";
import { plainLine } from "../reporters/plain-line.ts";
import { blobOidOf } from "../sources/blob-oid.ts";
import type { OpenSource } from "../sources/source.ts";
import type { SourceValidation } from "./validate.ts";

/** A manifest that was mended: the texts before and after, and the findings that are gone with it. */
export interface FixedFile {
  path: string;
  before: string;
  after: string;
  mended: Finding[];
}

/** What a fix comes to: the validation before it, and the files that differ. */
export interface Fixing {
  before: SourceValidation;
  files: FixedFile[];
}

/** One fix can lay another fault open: a list that was a map shows the text booleans inside. */
const MOST_ROUNDS = 6;

/** Mends what is mechanical, in memory: validates, edits and validates again until nothing is left to edit. */
export async function fixSource(
  source: OpenSource,
  validate: (source: OpenSource) => Promise<SourceValidation>,
): Promise<Fixing> {
  const { repositories } = await source.repositories();
  if (repositories.length > 1) {
    // Findings name paths inside a repository: with several of them they would not say which file to write.
    throw new WaybillError("usage", `--fix: expected one repository, found ${repositories.length}: name one of them`);
  }
  const files = new Map<string, FixedFile>();
  const frozen = new Set<string>();
  const before = await validate(source);
  let after = before;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edited = editRound(after, files, frozen);
    if (edited.length === 0) break;
    const next = await validate(overlay(source, files));
    // A file that would read worse than before is put back as it was and left alone.
    const worse = edited.filter(({ path }) => isWorse(path, after, next));
    for (const { path, undo } of worse) {
      undo();
      frozen.add(path);
    }
    after = worse.length === 0 ? next : await validate(overlay(source, files));
  }
  return { before, files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function editRound(
  { manifests, texts }: SourceValidation,
  files: Map<string, FixedFile>,
  frozen: ReadonlySet<string>,
): { path: string; undo: () => void }[] {
  const edited: { path: string; undo: () => void }[] = [];
  for (const { path, family, findings } of manifests) {
    const text = texts.get(path);
    const { edits, mended } = collectEdits(findings.filter(({ at }) => "file" in at && at.file === path));
    // What no family knows is nobody's to mend.
    if (text === undefined || family === null || edits.length === 0 || frozen.has(path)) continue;
    const known = files.get(path);
    const file = { path, before: known?.before ?? text, after: applyEdits(text, edits) };
    files.set(path, { ...file, mended: [...(known?.mended ?? []), ...mended] });
    edited.push({ path, undo: () => (known === undefined ? files.delete(path) : files.set(path, known)) });
  }
  return edited;
}

function isWorse(path: string, before: SourceValidation, after: SourceValidation): boolean {
  const [was, is] = [before, after].map(({ manifests }) => manifests.find((report) => report.path === path));
  if (was === undefined || is === undefined || is.family !== was.family) return true;
  const broken = (report: typeof is) => report.findings.filter(({ check }) => check === "syntax").length;
  return broken(is) > broken(was);
}

/** The source as it will be once the fixes are written. */
function overlay(source: OpenSource, files: ReadonlyMap<string, FixedFile>): OpenSource {
  return {
    name: source.name,
    repositories: () => source.repositories(),
    files: (repository) => source.files(repository),
    async read(repository, file, capBytes) {
      const fixed = files.get(file.path);
      if (fixed === undefined) return await source.read(repository, file, capBytes);
      const bytes = new TextEncoder().encode(fixed.after);
      return { outcome: "bytes", bytes, blobOid: blobOidOf(bytes) };
    },
  };
}

/** Writes each file in one step, so that a crash leaves the old or the new one; says what was not written, and why. */
export function writeFixes(folder: string, files: readonly FixedFile[]): string[] {
  return files.flatMap(({ path, before, after }) => {
    const reason = replaceText(realpathSync(folder), path, before, after);
    return reason === undefined ? [] : [`${path}: not fixed: ${reason}`];
  });
}

function replaceText(root: string, path: string, before: string, after: string): string | undefined {
  const folder = realpathSync(dirname(join(root, path)));
  const target = join(folder, basename(path));
  const inside = relative(root, target);
  if (inside.startsWith("..") || isAbsolute(inside)) return "lies outside of the folder";
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return "is no regular file there";
  if (!readFileSync(target).equals(Buffer.from(before))) return "was changed since it was read";
  const part = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.part`);
  const handle = openSync(part, "wx", stat.mode);
  try {
    writeFileSync(handle, after);
    fsyncSync(handle);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(part, target);
  return undefined;
}

/** One fixed file in the report for machines. */
export function describeFixed(file: FixedFile): { path: string; findings: Finding[]; diff: string } {
  return { path: file.path, findings: file.mended, diff: diffOf(file, false) };
}

/** What was fixed, for people: the diff alone where nothing was written, so that `git apply` takes it. */
export function sayFixed(files: readonly FixedFile[], isDryRun: boolean, isTerminal: boolean): string {
  if (isDryRun) return files.map((file) => diffOf(file, isTerminal)).join("");
  if (files.length === 0) return "fixed: nothing; no finding can be mended by machine\n\n";
  const lines = files.map(({ path, mended }) => `fixed: ${plainLine(path)}: ${plural(mended.length, "finding")}\n`);
  return `${lines.join("")}\n`;
}

/** On a terminal without what could steer it. */
function diffOf({ path, before, after }: FixedFile, isTerminal: boolean): string {
  const diff = unifiedDiff(path, before, after);
  return isTerminal ? diff.replaceAll(/[^\n\t]+/g, plainLine) : diff;
}
