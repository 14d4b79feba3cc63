import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { compareDeb } from "../../../src/advisories/versions/deb.ts";
import { findProgram } from "../../parts/presence.ts";

const PAIRS = 1000;
const ALPHABET = "0019.a~+-b:";

/** Small generator of pseudo-random numbers, so that a printed seed repeats a run. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function makeVersion(random: () => number): string {
  const pick = (from: string) => from.charAt(Math.floor(random() * from.length));
  const epoch = random() < 0.2 ? `${Math.floor(random() * 3)}:` : "";
  const upstream = pick("0129") + Array.from({ length: random() * 6 }, () => pick(ALPHABET.replace(":", ""))).join("");
  return `${epoch}${upstream}${random() < 0.5 ? `-${pick("01")}${pick("+~.a1")}${pick("01")}` : ""}`.replace(
    /-$/,
    "-1",
  );
}

test(`agrees with dpkg on ${PAIRS} random pairs`, (t) => {
  if (findProgram("dpkg") === undefined) {
    t.skip("SKIPPED, needs dpkg");
    return;
  }
  const seed = Number(process.env["WAYBILL_SEED"] ?? process.pid);
  t.diagnostic(`seed ${seed}`);
  const random = makeRandom(seed);
  const pairs = Array.from({ length: PAIRS }, () => [makeVersion(random), makeVersion(random)] as const);
  const script =
    'while read a b; do for o in lt eq gt; do if dpkg --compare-versions "$a" $o "$b"; then echo $o; fi; done; done';
  const run = spawnSync("sh", ["-c", script], {
    input: pairs.map((pair) => `${pair.join(" ")}\n`).join(""),
    encoding: "utf8",
  });
  const answers = run.stdout.trim().split("\n");
  assert.equal(answers.length, PAIRS);
  for (const [n, [a, b]] of pairs.entries()) {
    const order = ["lt", "eq", "gt"][Math.sign(compareDeb(a, b) ?? Number.NaN) + 1];
    assert.equal(order, answers[n], `${a} against ${b}, seed ${seed}`);
  }
});
