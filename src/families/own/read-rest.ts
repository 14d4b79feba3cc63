import type { Plugin, SignerHint } from "../../model/plugin.ts";
import { copyValue } from "../copy-value.ts";
import { dropAbsent, isMapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf, textsOf } from "../narrow-value.ts";

type Test = Plugin["tests"][number];
type Profile = Plugin["profiles"][number];

/** `tests`: runs that show that the plugin works. */
export function readTests(value: unknown): Test[] {
  return mappings(value).map((item, index) => {
    const command = textsOf(memberOf(item, "command"), 200);
    const inputs = copyValue(memberOf(item, "inputs"));
    return dropAbsent<Test>({
      name: textOf(memberOf(item, "name")) ?? `test ${index + 1}`,
      command: command.length === 0 ? undefined : command,
      inputs: isMapping(inputs) ? { ...inputs } : undefined,
      expects: copyValue(memberOf(item, "expects")),
    });
  });
}

/** `profiles`: measured runs. */
export function readProfiles(value: unknown): Profile[] {
  return mappings(value).map((item, index) =>
    dropAbsent<Profile>({
      label: textOf(memberOf(item, "label")) ?? `run ${index + 1}`,
      wallSeconds: numberOf(memberOf(item, "wallSeconds")),
      cpuSeconds: numberOf(memberOf(item, "cpuSeconds")),
      peakMiB: numberOf(memberOf(item, "peakMiB")),
      gpuMiB: numberOf(memberOf(item, "gpuMiB")),
      inputBytes: numberOf(memberOf(item, "inputBytes")),
      on: textOf(memberOf(item, "on")),
    }),
  );
}

/** `signers`: hints that narrow a trust policy; one that says nothing is none. */
export function readSigners(value: unknown): SignerHint[] {
  const hints = mappings(value).map((item) =>
    dropAbsent<SignerHint>({
      issuer: textOf(memberOf(item, "issuer")),
      identity: textOf(memberOf(item, "identity")),
      key: textOf(memberOf(item, "key")),
    }),
  );
  return hints.filter((hint) => Object.keys(hint).length > 0);
}

/** `deprecated`: since when, why, and what to use instead. */
export function readDeprecation(value: unknown): Plugin["deprecated"] {
  if (!isMapping(value)) return undefined;
  return dropAbsent<NonNullable<Plugin["deprecated"]>>({
    since: textOf(memberOf(value, "since"), 100),
    reason: textOf(memberOf(value, "reason"), 2_000),
    replacedBy: textOf(memberOf(value, "replacedBy"), 500),
  });
}

function mappings(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.slice(0, 100).filter(isMapping) : [];
}
