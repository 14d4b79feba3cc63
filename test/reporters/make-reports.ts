import type { Finding } from "../../src/model/finding.ts";
import type { FileReport, ReportContext } from "../../src/reporters/reporter.ts";

/** A finding at a line, with what a test wants of it. */
export function finding(part: Partial<Finding> = {}): Finding {
  return {
    check: "default-in-range",
    level: "warning",
    message: 'the default of "sigma" is 99, outside of its range: at most 10',
    at: { file: "tools/segment.plugin.json", pointer: "/inputs/0/default", line: 3, column: 16 },
    remedy: "Change the default, or widen the range.",
    url: "docs/checks.md#default-in-range",
    ...part,
  };
}

export function report(findings: Finding[], part: Partial<FileReport> = {}): FileReport {
  return { path: "tools/segment.plugin.json", family: "own", plugins: ["segment"], findings, ...part };
}

export function context(lines: readonly string[] = [], color = false): ReportContext {
  return { title: "waybill validate", color, lineOf: (_path, line) => lines[line - 1] };
}

/** A bit of everything: levels, places, muted, hostile text, an odd path. */
export const MIXED: readonly FileReport[] = [
  report([
    finding(),
    finding({ check: "has-license", level: "note", message: "no license is stated", at: place(1, 1) }),
    finding({
      check: "template-placeholder",
      level: "error",
      message: "<img src=x onerror=alert(1)> | [a](javascript:b) @octocat #1 `c` **d**\r\n::error::e 50%",
      at: place(2, 11),
      remedy: "Fill it in.",
    }),
    finding({
      check: "image-exists",
      level: "note",
      message: "not there yet",
      at: { image: "ghcr.io/lab/segment:1.2.0" },
    }),
    finding({ muted: { reason: "known", expires: "2027-01-01" }, at: place(4, 1) }),
  ]),
  report([], { path: "odd @ path/(x)/plugin,a:b.json", family: "wipp", plugins: [] }),
];

export const MIXED_LINES = ["{", '  "name": "{{name}}",', '    "default": 99', "}"];

function place(line: number, column: number): Finding["at"] {
  return { file: "tools/segment.plugin.json", pointer: "", line, column };
}
