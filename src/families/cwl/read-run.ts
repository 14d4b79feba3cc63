import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/** The command in front of the parameters: `baseCommand`, then the plain texts of `arguments`. Expressions stay text. */
export function readRun(draft: Draft, part: Mapping): void {
  const { run } = draft.plugin;
  run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  const base = textsOf(memberOf(part, "baseCommand"), 100);
  const given = memberOf(part, "arguments");
  const rest = Array.isArray(given) ? given.slice(0, 100).flatMap(argumentOf) : [];
  if (base.length + rest.length > 0) run.command = [...base, ...rest];
  if (base.length > 0) notePlace(draft, "/run/command", "baseCommand");
  const codes = memberOf(part, "successCodes");
  if (!Array.isArray(codes)) return;
  const good = codes.slice(0, 100).filter((code: unknown) => Number.isInteger(code));
  if (good.length > 0) run.exitCodes = Object.fromEntries(good.map((code: unknown) => [String(code), "success"]));
}

function argumentOf(value: unknown): string[] {
  const words = isMapping(value)
    ? [memberOf(value, "prefix"), memberOf(value, "valueFrom")].map((word) => textOf(word))
    : [textOf(value)];
  return words.filter((word) => word !== undefined);
}
