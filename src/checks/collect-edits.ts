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
  const taken: CollectedEdits = { edits: [], mended: [] };
  for (const finding of findings) {
    const { fix, muted } = finding;
    if (fix === undefined || fix.length === 0 || muted !== undefined) continue;
    const added = fix.filter((edit) => !taken.edits.some((known) => isSame(known, edit)));
    if (added.some((edit, at) => [...taken.edits, ...added.slice(0, at)].some((known) => touches(known, edit))))
      continue;
    taken.edits.push(...added);
    taken.mended.push(finding);
  }
  taken.edits.sort((a, b) => a.offset - b.offset);
  return taken;
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.offset === b.offset && a.length === b.length && a.text === b.text;
}

/** Two insertions at one place touch too: which goes first would be a guess. */
function touches(a: TextEdit, b: TextEdit): boolean {
  if (a.offset === b.offset) return true;
  const [first, second] = a.offset < b.offset ? [a, b] : [b, a];
  return first.offset + first.length > second.offset;
}
