import type { CheckRow } from "./check-row.ts";

const NEEDS = {
  document: "the text of the manifest",
  plugin: "the plugin record",
  image: "the image",
  signature: "its signatures",
  scan: "its scan",
} as const;

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note", info: "note" } as const;

/** Markdown of docs/checks.md: what each check asks, why, and how to mend what it finds. */
export function renderChecksDoc(checks: readonly CheckRow[]): string {
  const rows = checks.map(({ id, title, severity }) => `| [${id}](#${id}) | ${title} | ${severity} |`);
  const parts = [
    "<!-- Do not edit: generated from src/checks. -->",
    "# Checks",
    "Each check asks one question of a plugin. `critical` and `high` give errors, `medium` warnings, `low` and `info`" +
      " notes,\nunless the text of a check says otherwise. What could not be asked is never a pass.",
    ["| check | question | severity |", "|---|---|---|", ...rows].join("\n"),
    ...checks.map(renderCheck),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderCheck({ id, title, why, remedy, severity, needs, aliases = [] }: CheckRow): string {
  const lines = [
    `- Severity: ${severity} (${LEVELS[severity]})`,
    `- Looks at: ${needs.map((name) => NEEDS[name]).join(", ")}`,
    ...(aliases.length === 0 ? [] : [`- Also known as: ${aliases.join(", ")}`]),
  ];
  return [`## ${id}`, `${title}.`, `**Why:** ${why}`, `**How to mend it:** ${remedy}`, lines.join("\n")].join("\n\n");
}
