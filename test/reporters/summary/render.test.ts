import assert from "node:assert/strict";
import { test } from "node:test";
import { summaryReporter } from "../../../src/reporters/summary/index.ts";
import { context, finding, MIXED, report } from "../make-reports.ts";

test("nothing of a manifest is structure: no tag, link, table cell, code or mention", () => {
  const hostile = "<script>alert(1)</script> | ![x](http://e) `c` @octocat #1 http://e www.e.org\n# h\n---\n<!--";
  const text = summaryReporter.render(
    [
      report([finding({ message: hostile, remedy: hostile, check: hostile })], {
        path: hostile,
        plugins: [hostile],
        family: hostile,
      }),
    ],
    context(),
  );
  const own = text.replaceAll(/<\/?(?:details|summary)>/g, "");
  assert.ok(
    !own.includes("<") && !own.includes("`") && !own.includes("@") && !own.includes("http:") && !own.includes("www."),
  );
  const rows = text.split("\n").filter((line) => line.startsWith("| 🟡"));
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.split("|").length, 7);
  assert.ok(!/^(?:#|---)/m.test(text.slice(text.indexOf("\n"))));
});

test("lists the worst first and what was looked at", () => {
  const text = summaryReporter.render(MIXED, context());
  assert.match(text, /^## waybill validate\n\n2 manifests, 1 plugin: 1 error, 1 warning, 2 notes, 1 muted\.\n/);
  assert.ok(text.indexOf("🔴") < text.indexOf("🟡") && text.indexOf("🟡") < text.indexOf("🔵"));
  assert.ok(text.includes("What was looked at"));
});

test("stays below 1 MiB and says what is left out", () => {
  const message = "中|".repeat(2000);
  const findings = Array.from({ length: 5000 }, () => finding({ message }));
  const reports = Array.from({ length: 20_000 }, (_, index) => report([], { path: `${"p|".repeat(100)}${index}` }));
  const text = summaryReporter.render([report(findings), ...reports], context());
  assert.ok(new TextEncoder().encode(text).length < 1_048_576);
  assert.match(text, /… and \d+ more findings\./);
  assert.match(text, /… and \d+ more manifests\./);
});
