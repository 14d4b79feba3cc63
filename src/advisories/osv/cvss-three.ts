/** Weights of CVSS 3.0 and 3.1. https://www.first.org/cvss/v3.1/specification-document#7-4-Metric-Values */
const IMPACT = { H: 0.56, L: 0.22, N: 0 };
const WEIGHTS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries({
    AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
    AC: { L: 0.77, H: 0.44 },
    PR: { N: 0.85, L: 0.62, H: 0.27 },
    PRC: { N: 0.85, L: 0.68, H: 0.5 },
    UI: { N: 0.85, R: 0.62 },
    C: IMPACT,
    I: IMPACT,
    A: IMPACT,
  }).map(([metric, weights]) => [metric, new Map(Object.entries(weights))]),
);

/** Base score of a CVSS 3.0 or 3.1 vector, 0 to 10; undefined when it is not one. https://www.first.org/cvss/v3.1/specification-document#7-1-Base-Metrics-Equations */
export function scoreCvss3(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector) || vector.length > 500) return undefined;
  const metrics = new Map<string, string>();
  for (const part of vector.split("/").slice(1)) {
    const [name, value] = part.split(":");
    if (name && value) metrics.set(name, value);
  }
  const isChanged = metrics.get("S") === "C";
  if (!isChanged && metrics.get("S") !== "U") return undefined;
  const weigh = (table: string, metric = table) => WEIGHTS.get(table)?.get(metrics.get(metric) ?? "");
  const [av, ac, pr, ui] = [weigh("AV"), weigh("AC"), weigh(isChanged ? "PRC" : "PR", "PR"), weigh("UI")];
  const [c, i, a] = [weigh("C"), weigh("I"), weigh("A")];
  if (av === undefined || ac === undefined || pr === undefined || ui === undefined) return undefined;
  if (c === undefined || i === undefined || a === undefined) return undefined;
  const base = 1 - (1 - c) * (1 - i) * (1 - a);
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * av * ac * pr * ui;
  return roundUp(Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10));
}

/** https://www.first.org/cvss/v3.1/specification-document#Appendix-A---Floating-Point-Rounding */
function roundUp(score: number): number {
  const scaled = Math.round(score * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}
