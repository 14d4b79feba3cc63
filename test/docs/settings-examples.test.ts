import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseTrustPolicy } from "../../src/config/trust-policy.ts";
import { parseWaybillConfig } from "../../src/config/waybill-config.ts";

const DOCS = join(import.meta.dirname, "..", "..", "docs");

function yamlBlocks(page: string): Uint8Array[] {
  const text = readFileSync(join(DOCS, page), "utf8");
  return [...text.matchAll(/```yaml\n(?<block>.*?)```/gs)].map((match) => Buffer.from(match.groups?.["block"] ?? ""));
}

test("the waybill.yml of docs/operate.md is a waybill.yml", () => {
  const [block, ...rest] = yamlBlocks("operate.md");
  assert.ok(block !== undefined && rest.length === 0);
  assert.equal(parseWaybillConfig("/index", "waybill.yml", block).title, "Plugins of our institute");
});

test("the trust-policy.yml of docs/trust.md is a trust policy", () => {
  const [block, ...rest] = yamlBlocks("trust.md");
  assert.ok(block !== undefined && rest.length === 0);
  assert.doesNotThrow(() => parseTrustPolicy("trust-policy.yml", block));
});
