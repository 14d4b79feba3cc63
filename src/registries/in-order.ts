/**
 * Runs `work` for every item, `places` at a time; results stand in the order of the items. The first fault ends it:
 * what is under way finishes, nothing further is begun.
 */
export async function mapInOrder<T, R>(
  items: readonly T[],
  places: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let isFailed = false;
  async function lane(): Promise<void> {
    while (next < items.length && !isFailed) {
      const at = next++;
      const item = items[at];
      // The check of the index satisfies the compiler; `at` is always inside.
      if (item !== undefined) results[at] = await work(item);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(places, items.length) }, lane));
  } finally {
    isFailed = true;
  }
  return results;
}
