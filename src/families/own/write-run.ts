import type { Run } from "../../model/plugin.ts";
import { dropAbsent } from "../hostile-value.ts";
import { fitting, type OwnManifest, someOf, textWithin } from "./write-limits.ts";

const EXIT_CODE = /^\d{1,3}$/u;

/** `run`; undefined where nothing is known of it. */
export function writeRun(run: Run): OwnManifest | undefined {
  const written = dropAbsent<OwnManifest>({
    mode: run.mode === "unknown" ? undefined : run.mode,
    lifetime: run.lifetime,
    streaming: run.streaming,
    command: someOf(run.command ?? []),
    template: textWithin(run.template),
    shell: run.shell,
    user: textWithin(run.user),
    network: run.network,
    ports: someOf(run.ports.map(writePort)),
    path:
      run.path === undefined
        ? undefined
        : dropAbsent<OwnManifest>({ value: textWithin(run.path.value), rule: run.path.rule }),
    startup: someOf(run.startup ?? []),
    sessionType: textWithin(run.sessionType),
    mounts: someOf(run.mounts.map(({ path, access, purpose }) => ({ path, access, purpose }))),
    saveIntermediate: run.saveIntermediate,
    exitCodes: writeExitCodes(run.exitCodes),
  });
  return Object.keys(written).length === 0 ? undefined : written;
}

function writePort({ port, protocol, purpose }: Run["ports"][number]): OwnManifest {
  return dropAbsent<OwnManifest>({ port, protocol: textWithin(protocol), purpose: textWithin(purpose) });
}

function writeExitCodes(codes: Run["exitCodes"]): OwnManifest | undefined {
  const known = Object.entries(codes ?? {}).filter(([code]) => fitting(code, EXIT_CODE) !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
