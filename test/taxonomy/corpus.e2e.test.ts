import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { ancestorsOf, conceptOf } from "../../src/taxonomy/ancestors.ts";
import { classify } from "../../src/taxonomy/classify.ts";
import { taxonomy } from "../exporters/sample-catalog.ts";
import { dataPath } from "../parts/presence.ts";
import { type RealPlugin, readCorpus } from "./read-corpus.ts";

/** Real manifests read by a person: path → the concepts that are right for it. */
const marked = new Map(
  Object.entries(
    JSON.parse(readFileSync(new URL("./marked-manifests.json", import.meta.url), "utf8")) as Record<string, string[]>,
  ),
);

let plugins: RealPlugin[] | undefined;

function corpus(t: TestContext): RealPlugin[] | undefined {
  const root = dataPath(t, "corpus");
  if (root === undefined) return undefined;
  plugins ??= readCorpus(root);
  return plugins;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

test("100 manifests of at least ten families are marked, with concepts that exist", () => {
  assert.equal(marked.size, 100);
  assert.ok(new Set([...marked.keys()].map((path) => path.split("/")[0])).size >= 10);
  for (const id of [...marked.values()].flat()) assert.ok(conceptOf(taxonomy, id) !== undefined, id);
});

test("at least 80 % of the recognized plugins get a concept", (t) => {
  const all = corpus(t);
  if (all === undefined) return;
  const without = all.filter(({ plugin, labels }) => classify(plugin, labels, taxonomy).length === 0);
  t.diagnostic(`with a concept: ${share(all.length - without.length, all.length)}`);
  assert.ok(all.length > 900);
  assert.ok(without.length <= 0.2 * all.length, without.map(({ path }) => path).join("\n"));
});

test("on the marked manifests at least 90 % of the concepts found are right", (t) => {
  const all = corpus(t);
  if (all === undefined) return;
  const byPath = new Map(all.toReversed().map((one) => [one.path, one]));
  const wrong: string[] = [];
  let found = 0;
  let wanted = 0;
  let reached = 0;
  for (const [path, right] of marked) {
    const real = byPath.get(path);
    assert.ok(real !== undefined, `no family recognizes ${path}`);
    const matches = classify(real.plugin, real.labels, taxonomy);
    found += matches.length;
    for (const { id, because } of matches)
      if (!right.includes(id)) wrong.push(`${path}: ${id} (${because.join("; ")})`);
    // Search and site bring the broader concepts along.
    const withBroader = new Set(matches.flatMap(({ id }) => [id, ...ancestorsOf(taxonomy, id)]));
    wanted += right.length;
    reached += right.filter((id) => withBroader.has(id)).length;
  }
  t.diagnostic(`precision: ${share(found - wrong.length, found)}; recall: ${share(reached, wanted)}`);
  assert.ok(wrong.length <= 0.1 * found, wrong.join("\n"));
  assert.ok(reached >= 0.5 * wanted);
});

test("every match says why, and the whole corpus takes less than a second per 1,000 plugins", (t) => {
  const all = corpus(t);
  if (all === undefined) return;
  const start = performance.now();
  const matches = all.flatMap(({ plugin, labels }) => classify(plugin, labels, taxonomy));
  const took = performance.now() - start;
  t.diagnostic(`${all.length} plugins in ${Math.round(took)} ms`);
  for (const { id, because } of matches) assert.ok(because.length > 0 && because.every((one) => one !== ""), id);
  assert.ok(took < all.length, `${Math.round(took)} ms`);
});
