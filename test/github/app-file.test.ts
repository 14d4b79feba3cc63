import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { toRecord } from "../../src/github/narrow.ts";
import { isHandledEvent } from "../../src/github/queued-event.ts";

const app: unknown = parse(readFileSync(join(import.meta.dirname, "../../app.yml"), "utf8"));

test("app.yml asks for the least", () => {
  assert.deepEqual(toRecord(app)["default_permissions"], {
    metadata: "read",
    contents: "read",
    pull_requests: "read",
    checks: "write",
  });
});

test("app.yml subscribes to events that the App handles, and to none that arrive unasked", () => {
  const events: unknown = toRecord(app)["default_events"];
  assert.ok(Array.isArray(events));
  for (const event of events) {
    assert.ok(isHandledEvent(String(event)), String(event));
    assert.doesNotMatch(String(event), /^installation/);
  }
  assert.deepEqual(events.toSorted(), ["check_run", "pull_request", "push", "release", "repository"]);
});
