import type { Plugin, SignerHint } from "../../model/plugin.ts";
import { dropAbsent } from "../hostile-value.ts";
import { isSecretName } from "../secret-name.ts";
import { type OwnManifest, textWithin } from "./write-limits.ts";

/** `tests`, without the values of secret inputs. */
export function writeTests({ tests, parameters }: Plugin): OwnManifest[] {
  const secrets = new Set(parameters.filter(({ secret }) => secret === true).map(({ key }) => key));
  return tests.map(({ name, command, inputs, expects }) => {
    const shown = Object.entries(inputs ?? {}).filter(([key]) => !secrets.has(key) && !isSecretName(key));
    return dropAbsent<OwnManifest>({
      name: textWithin(name) ?? "test",
      command,
      inputs: inputs === undefined ? undefined : Object.fromEntries(shown),
      expects,
    });
  });
}

/** `profiles`: measured runs; a measure below zero is none. */
export function writeProfiles(profiles: Plugin["profiles"]): OwnManifest[] {
  return profiles.map(({ label, wallSeconds, cpuSeconds, peakMiB, gpuMiB, inputBytes, on }) =>
    dropAbsent<OwnManifest>({
      label: textWithin(label) ?? "run",
      wallSeconds: measure(wallSeconds),
      cpuSeconds: measure(cpuSeconds),
      peakMiB: measure(peakMiB),
      gpuMiB: measure(gpuMiB),
      inputBytes: measure(inputBytes),
      on: textWithin(on),
    }),
  );
}

function measure(value: number | undefined): number | undefined {
  return value !== undefined && value >= 0 ? value : undefined;
}

/** `deprecated`; present also where the record knows no more than that. */
export function writeDeprecation(deprecated: Plugin["deprecated"]): OwnManifest | undefined {
  if (deprecated === undefined) return undefined;
  const { since, reason, replacedBy } = deprecated;
  return dropAbsent<OwnManifest>({
    since: textWithin(since),
    reason: textWithin(reason),
    replacedBy: textWithin(replacedBy),
  });
}

/** `signers`: hints that say something. */
export function writeSigners(signers: readonly SignerHint[]): OwnManifest[] {
  return signers
    .map(({ issuer, identity, key }) =>
      dropAbsent<OwnManifest>({ issuer: textWithin(issuer), identity: textWithin(identity), key: textWithin(key) }),
    )
    .filter((signer) => Object.keys(signer).length > 0);
}
