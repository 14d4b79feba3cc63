import type { Catalog, SourceSummary } from "../model/catalog.ts";

/** What the guard says of a publish: let it pass, or hold it and say what would be lost. */
export type GuardAnswer = { outcome: "pass" } | { outcome: "held"; reason: string; wouldLose: string[] };

/** Default of `guard.lossPercent`: unexplained loss beyond this share of the listed entries holds a publish. */
export const DEFAULT_LOSS_PERCENT = 5;

/**
 * The completeness guard (shapes.md §4): `unexplained` are ids of entries that left without a positive reason.
 * Any such loss holds while a source comes back empty or shorter than its own count.
 */
export function guardCompleteness(
  before: Catalog,
  { sources, incomplete }: { sources: readonly SourceSummary[]; incomplete: readonly string[] },
  unexplained: readonly string[],
  lossPercent: number,
): GuardAnswer {
  const listed = before.repositories
    .flatMap((record) => record.entries)
    .filter((entry) => entry.status !== "gone").length;
  if (unexplained.length === 0) return { outcome: "pass" };
  const wouldLose = [...unexplained].sort();
  for (const source of sources) {
    const known = before.header.sources.find(({ id }) => id === source.id);
    if (known !== undefined && known.repositories > 0 && source.repositories === 0) {
      const reason = `source ${source.id} came back empty: expected about ${known.repositories} repositories, got 0`;
      return { outcome: "held", reason, wouldLose };
    }
  }
  const [short] = incomplete;
  if (short !== undefined) {
    return { outcome: "held", reason: `source ${short} listed fewer repositories than it knows of`, wouldLose };
  }
  const percent = (100 * unexplained.length) / Math.max(1, listed);
  if (percent <= lossPercent) return { outcome: "pass" };
  const share = `${unexplained.length} of ${listed} entries (${percent.toFixed(1)} %)`;
  return {
    outcome: "held",
    reason: `${share} would be lost unexplained: expected at most ${lossPercent} %`,
    wouldLose,
  };
}
