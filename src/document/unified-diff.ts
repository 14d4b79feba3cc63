/** One step from the old lines to the new ones. */
interface Step {
  kind: " " | "-" | "+";
  line: string;
}

const CONTEXT = 3;
/** Texts that differ in more lines than this are shown as one replaced block. */
const MOST_DIFFERENCES = 1_500;

/** What changed in a file as a unified diff that `patch -p1` and `git apply` take; empty when nothing did. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const steps = compareLines(splitLines(before), splitLines(after));
  const head = `--- ${quotePath(`a/${path}`)}\n+++ ${quotePath(`b/${path}`)}\n`;
  return head + hunksOf(steps).join("");
}

/** Lines with their ends, so that a change of the end is seen. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** What both begin and end with is set aside; the shortest script is looked for in between. */
function compareLines(before: readonly string[], after: readonly string[]): Step[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const rest = Math.min(before.length, after.length) - head;
  while (tail < rest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const kept = (lines: readonly string[]): Step[] => lines.map((line) => ({ kind: " ", line }));
  return [
    ...kept(before.slice(0, head)),
    ...shortestScript(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...kept(before.slice(before.length - tail)),
  ];
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the furthest reach on each diagonal, round by round. */
function shortestScript(before: readonly string[], after: readonly string[]): Step[] {
  const rounds: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let round = 0; round <= Math.min(before.length + after.length, MOST_DIFFERENCES); round += 1) {
    rounds.push(reach);
    const next = new Map<number, number>();
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      let at = isDown(reach, diagonal, round) ? reached(reach, diagonal + 1) : reached(reach, diagonal - 1) + 1;
      while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at += 1;
      next.set(diagonal, at);
      if (at >= before.length && at - diagonal >= after.length) return walkBack(rounds, before, after);
    }
    reach = next;
  }
  const removed = before.map((line): Step => ({ kind: "-", line }));
  return [...removed, ...after.map((line): Step => ({ kind: "+", line }))];
}

function walkBack(rounds: readonly Map<number, number>[], before: readonly string[], after: readonly string[]): Step[] {
  const steps: Step[] = [];
  let at = before.length;
  let to = after.length;
  for (let round = rounds.length - 1; round >= 0; round -= 1) {
    const reach = rounds[round] ?? new Map<number, number>();
    const diagonal = at - to;
    const down = isDown(reach, diagonal, round);
    const from = reached(reach, down ? diagonal + 1 : diagonal - 1);
    const fromTo = from - (down ? diagonal + 1 : diagonal - 1);
    while (at > from && to > fromTo) {
      at -= 1;
      to -= 1;
      steps.push({ kind: " ", line: before[at] ?? "" });
    }
    if (round === 0) break;
    if (down) {
      to -= 1;
      steps.push({ kind: "+", line: after[to] ?? "" });
    } else {
      at -= 1;
      steps.push({ kind: "-", line: before[at] ?? "" });
    }
  }
  return steps.reverse();
}

function isDown(reach: ReadonlyMap<number, number>, diagonal: number, round: number): boolean {
  return diagonal === -round || (diagonal !== round && reached(reach, diagonal - 1) < reached(reach, diagonal + 1));
}

function reached(reach: ReadonlyMap<number, number>, diagonal: number): number {
  return reach.get(diagonal) ?? 0;
}

/** Changes with three lines around them; those that are near to each other share a hunk. */
function hunksOf(steps: readonly Step[]): string[] {
  const hunks: string[] = [];
  let line = 0;
  let [oldLine, newLine] = [1, 1];
  while (line < steps.length) {
    const change = steps.findIndex((step, index) => index >= line && step.kind !== " ");
    if (change < 0) break;
    const start = Math.max(line, change - CONTEXT);
    oldLine += start - line;
    newLine += start - line;
    let end = change;
    for (let next = change; next < steps.length && next <= end + 2 * CONTEXT + 1; next += 1) {
      if (steps[next]?.kind !== " ") end = next;
    }
    const hunk = steps.slice(start, end + 1 + CONTEXT);
    const oldCount = hunk.filter(({ kind }) => kind !== "+").length;
    const newCount = hunk.filter(({ kind }) => kind !== "-").length;
    hunks.push(`@@ -${rangeOf(oldLine, oldCount)} +${rangeOf(newLine, newCount)} @@\n${hunk.map(showStep).join("")}`);
    line = start + hunk.length;
    oldLine += oldCount;
    newLine += newCount;
  }
  return hunks;
}

/** Before an empty side stands the line above it: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
function rangeOf(line: number, count: number): string {
  return count === 1 ? `${line}` : `${count === 0 ? line - 1 : line},${count}`;
}

function showStep({ kind, line }: Step): string {
  return line.endsWith("\n") ? kind + line : `${kind}${line}\n\\ No newline at end of file\n`;
}

/** As git quotes names that would not survive a line of their own. */
function quotePath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  return /["\\\u0000-\u001F\u007F]/.test(path) ? JSON.stringify(path) : path;
}
