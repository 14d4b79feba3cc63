import type { ImageConfigSummary } from "../../model/image.ts";
import type { Run } from "../../model/plugin.ts";
import { dropAbsent } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { modeOfRepository } from "../repository-mode.ts";
import { type LabelDialect, type Labels, labelOf } from "./recognize.ts";

/** How an image runs, from its configuration and, on CANFAR, its session type. */
export function readRun(config: ImageConfigSummary, dialect: LabelDialect): Run {
  const sessionType = labelOf(config.labels, "ca.nrc.cadc.skaha.type", 100)?.toLowerCase();
  const command = [...textsOf(config.entrypoint ?? []), ...textsOf(config.cmd ?? [])];
  return dropAbsent<Run>({
    mode: modeOf(config.labels, dialect === "canfar" ? sessionType : undefined),
    command: command.length === 0 ? undefined : command.slice(0, 200),
    user: textOf(config.user, 100),
    ports: portsOf(config),
    sessionType,
    mounts: [],
  });
}

/**
 * https://www.opencadc.org/canfar/latest/: every session type but headless is worked with in the browser; one label may
 * hold several. CHAIMELEON says it in the name of the repository that the image comes from.
 */
function modeOf(labels: Labels, sessionType: string | undefined): Run["mode"] {
  const types = (sessionType ?? "").split(",").map((type) => type.trim());
  const told = types.filter((type) => type !== "");
  if (told.length === 0) return modeOfRepository(repositoryOf(labels)) ?? "unknown";
  const batch = told.filter((type) => type === "headless").length;
  return batch === 0 ? "interactive" : batch === told.length ? "batch" : "both";
}

function repositoryOf(labels: Labels): string {
  const source = labelOf(labels, "org.opencontainers.image.source") ?? labelOf(labels, "org.label-schema.vcs-url");
  return source?.replace(/\/$/u, "").split("/").at(-1) ?? "";
}

/** `5000/tcp` and services that OpenShift's label names (`6901:http`). */
function portsOf(config: ImageConfigSummary): Run["ports"] {
  const services = (labelOf(config.labels, "io.openshift.expose-services") ?? "").split(",");
  const named = new Map(
    services.map((service) => [service.split(":")[0]?.trim() ?? "", service.split(":")[1]?.trim()]),
  );
  return config.exposedPorts.slice(0, 100).flatMap((exposed) => {
    const groups = /^(?<port>\d{1,5})(?:\/(?<protocol>tcp|udp|sctp))?$/u.exec(exposed)?.groups;
    const port = Number(groups?.["port"]);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return [];
    return [
      dropAbsent<Run["ports"][number]>({ port, protocol: groups?.["protocol"], purpose: named.get(String(port)) }),
    ];
  });
}
