import type { Finding, TextEdit } from "../model/finding.ts";

/** Edits of one file that do not touch each other, and the findings that they mend. */
export interface CollectedEdits {
  edits: TextEdit[];
  mended: Finding[];
}

/**
 * Joins the fixes of a file's findings. A fix is taken whole or not at all; one that touches another is left for the
 * next round. What somebody muted stays as it is.
 */
export function collectEdits(findings: readonly Finding[]): CollectedEdits {
  let edits: TextEdit[] = [];
  const mended: Finding[] = [];
  for (const finding of findings) {
    const { fix, muted } = finding;
    if (fix === undefined || fix.length === 0 || muted !== undefined) continue;
    const joined = joinEdits(edits, fix);
    if (joined === undefined) continue;
    edits = joined;
    mended.push(finding);
  }
  return { edits, mended };
}

/** Both, by their offsets, what is the same once; undefined where two of them touch. */
function joinEdits(known: readonly TextEdit[], added: readonly TextEdit[]): TextEdit[] | undefined {
  const keys = new Set(known.map(keyOf));
  const joined = [...known, ...added.filter((edit) => !keys.has(keyOf(edit)))].sort((a, b) => a.offset - b.offset);
  for (const [index, edit] of joined.entries()) {
    const before = joined[index - 1];
    // Two insertions at one place touch too: which goes first would be a guess.
    if (before === undefined) continue;
    if (before.offset === edit.offset || before.offset + before.length > edit.offset) return undefined;
  }
  return joined;
}

function keyOf({ offset, length, text }: TextEdit): string {
  return `${offset} ${length} ${text}`;
}
