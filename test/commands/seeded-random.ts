import { randomInt } from "node:crypto";
import type { TestContext } from "node:test";

/** Random numbers that can be repeated: the seed is printed, and WAYBILL_SEED sets it. */
export interface SeededRandom {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  shuffle<T>(items: readonly T[]): T[];
}

/** mulberry32: small, and good enough to choose moments and orders. */
export function makeRandom(t: TestContext): SeededRandom {
  const seed = Number(process.env["WAYBILL_SEED"] ?? randomInt(2 ** 31));
  t.diagnostic(`seed ${seed} (WAYBILL_SEED=${seed} repeats this)`);
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const [a, b] = [shuffled[last], shuffled[other]];
        if (a !== undefined && b !== undefined) [shuffled[last], shuffled[other]] = [b, a];
      }
      return shuffled;
    },
  };
}
