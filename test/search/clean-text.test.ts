import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText, withoutAddresses, withoutControls } from "../../src/search/clean-text.ts";

const ADDRESSES: [text: string, expected: string][] = [
  ["mail ada@lab.example now", "mail (address withheld) now"],
  ["Ada <ada.l+x@sub.lab.example>", "Ada <(address withheld)>"],
  ["ünï@exämple.org", "(address withheld)"],
  ["a@b.co,c@d.co", "(address withheld),(address withheld)"],
  ["pkg:pypi/numpy@1.26.0", "pkg:pypi/numpy@1.26.0"],
  ["image@sha256:abc", "image@sha256:abc"],
  ["release.yml@refs/tags/v1.2.0", "release.yml@refs/tags/v1.2.0"],
  ["@mention and x@y", "@mention and x@y"],
  ["@@@@a@b.example@c.example", "@@@@(address withheld)@c.example"],
];

for (const [text, expected] of ADDRESSES) {
  test(`withholds addresses in ${text}`, () => assert.equal(withoutAddresses(text), expected));
}

test("takes out colors, controls and marks that turn text around", () => {
  assert.equal(
    withoutControls("\u001b[31mred\u001b[0m\u0007 a\u202eb\u2066c\u200bd\n\te\u200d"),
    "red abcd\n\te\u200d",
  );
  assert.equal(withoutControls("lone \ud800"), "lone \ufffd");
});

test("an address split by invisible marks is withheld too", () => {
  assert.equal(cleanText("ad\u200ba@lab\u2066.example", 100), "(address withheld)");
});

test("cuts to a length and one line", () => {
  assert.equal(cleanText("a\n b   c", 4), "a b…");
  assert.equal(cleanText(undefined, 4), "");
});

test("reads enormous texts once", () => {
  const start = performance.now();
  withoutAddresses(`${"a".repeat(300_000)}${"@".repeat(300_000)}${"a@b.".repeat(50_000)}`);
  withoutControls("\u001b[".repeat(200_000));
  assert.ok(performance.now() - start < 3000);
});
