/** One measured number; with an aim it is a judgement too. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Largest value that is good enough. */
  aim?: number;
}

/** Prints figures: one JSON object with --json, else a table. */
export function printFigures(bench: string, figures: readonly Figure[]): void {
  const judged = figures.map((figure) => {
    const value = round(figure.value);
    return figure.aim === undefined ? { ...figure, value } : { ...figure, value, met: figure.value <= figure.aim };
  });
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ bench, figures: judged }));
    return;
  }
  const rows = judged.map((figure) => [
    figure.name,
    String(figure.value),
    figure.unit,
    figure.aim === undefined ? "" : `≤ ${figure.aim}`,
    "met" in figure ? (figure.met ? "met" : "MISSED") : "",
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(`${bench}\n`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
}

/** The middle of an odd number of measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
