import type { Plugin, Run } from "../../model/plugin.ts";
import { dropAbsent, isMapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf, textsOf } from "../narrow-value.ts";
import { oneOf } from "./one-of.ts";

/** `run`: how the plugin runs. */
export function readRun(value: unknown): Run {
  const command = textsOf(memberOf(value, "command"), 200);
  const startup = textsOf(memberOf(value, "startup"), 100);
  return dropAbsent<Run>({
    mode: oneOf(memberOf(value, "mode"), ["batch", "interactive", "both"]) ?? "unknown",
    lifetime: oneOf(memberOf(value, "lifetime"), ["run-and-destroy", "until-closed", "pausable"]),
    streaming: booleanOf(memberOf(value, "streaming")),
    command: command.length === 0 ? undefined : command,
    template: textOf(memberOf(value, "template"), 10_000),
    shell: booleanOf(memberOf(value, "shell")),
    user: textOf(memberOf(value, "user"), 100),
    network: oneOf(memberOf(value, "network"), ["none", "needed", "unknown"]),
    ports: readPorts(memberOf(value, "ports")),
    path: readPath(memberOf(value, "path")),
    startup: startup.length === 0 ? undefined : startup,
    sessionType: textOf(memberOf(value, "sessionType"), 100),
    mounts: readMounts(memberOf(value, "mounts")),
    saveIntermediate: booleanOf(memberOf(value, "saveIntermediate")),
    exitCodes: readExitCodes(memberOf(value, "exitCodes")),
  });
}

function readPorts(value: unknown): Run["ports"] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((item: unknown) => {
    const port = memberOf(item, "port");
    if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535) return [];
    const protocol = textOf(memberOf(item, "protocol"), 50);
    return [dropAbsent<Run["ports"][number]>({ port, protocol, purpose: textOf(memberOf(item, "purpose")) })];
  });
}

function readPath(value: unknown): Run["path"] {
  const rule = oneOf(memberOf(value, "rule"), ["fixed", "given-at-start", "none"]);
  if (rule === undefined) return undefined;
  return dropAbsent<NonNullable<Run["path"]>>({ rule, value: textOf(memberOf(value, "value")) });
}

function readMounts(value: unknown): Run["mounts"] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((item: unknown) => {
    const path = textOf(memberOf(item, "path"));
    const access = oneOf(memberOf(item, "access"), ["read", "write", "read-write"]);
    const purpose = oneOf(memberOf(item, "purpose"), ["inputs", "outputs", "home", "shared", "other"]);
    return path === undefined || access === undefined ? [] : [{ path, access, purpose: purpose ?? "other" }];
  });
}

function readExitCodes(value: unknown): Plugin["run"]["exitCodes"] {
  if (!isMapping(value)) return undefined;
  const codes = Object.entries(value)
    .slice(0, 300)
    .flatMap(([code, meaning]) => {
      const text = textOf(meaning);
      return /^\d{1,3}$/u.test(code) && text !== undefined ? [[code, text] as const] : [];
    });
  return codes.length === 0 ? undefined : Object.fromEntries(codes);
}
