import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { ROOT } from "./source-files.ts";

const paths = globSync("{.github/workflows,examples/**/workflows}/*.{yml,yaml}", { cwd: ROOT }).sort();

test("every Action of others is pinned by its full SHA, with its version beside", () => {
  assert.ok(paths.includes(join(".github/workflows/ci.yml")));
  const faults: string[] = [];
  for (const path of paths) {
    for (const [at, line] of readFileSync(join(ROOT, path), "utf8").split("\n").entries()) {
      const uses = /^\s*(?:- )?uses:\s*(?<what>\S+)(?<rest>.*)$/.exec(line)?.groups;
      if (uses === undefined || uses["what"]?.startsWith("./")) continue;
      const isPinned =
        /^[\w./-]+@[0-9a-f]{40}$/.test(uses["what"] ?? "") && /^\s+# v\d+\.\d+\.\d+$/.test(uses["rest"] ?? "");
      if (!isPinned) faults.push(`${path}:${at + 1}: ${line.trim()}`);
    }
  }
  assert.deepEqual(faults, []);
});

test("workflows say their permissions, and ours only reads", () => {
  for (const path of paths) {
    const workflow: { permissions?: unknown } = parse(readFileSync(join(ROOT, path), "utf8"));
    assert.ok(workflow.permissions !== undefined, `${path}: no permissions`);
  }
  const ci: { permissions?: unknown } = parse(readFileSync(join(ROOT, ".github/workflows/ci.yml"), "utf8"));
  assert.deepEqual(ci.permissions, { contents: "read" });
});

test("no workflow puts what others wrote into a script", () => {
  const faults: string[] = [];
  for (const path of paths) {
    const text = readFileSync(join(ROOT, path), "utf8");
    if (/\bpull_request_target\b/.test(text)) faults.push(`${path}: pull_request_target`);
    for (const match of text.matchAll(/\$\{\{\s*github\.(?:event|head_ref)[^}]*\}\}/g))
      faults.push(`${path}: ${match[0]}`);
  }
  assert.deepEqual(faults, []);
});
