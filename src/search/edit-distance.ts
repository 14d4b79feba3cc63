const LONGEST = 60;

/** Whether two words differ by at most so many insertions, deletions, replacements and swaps of neighbors. */
export function isWithinEdits(left: string, right: string, edits: number): boolean {
  if (left === right) return true;
  if (Math.abs(left.length - right.length) > edits || Math.max(left.length, right.length) > LONGEST) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > edits) return false;
    beforeLast = last;
    last = current;
  }
  return at(last, right.length) <= edits;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
