import type { Platform } from "../model/image.ts";
import { readStringMap, stringMember, stringsMember } from "./json-member.ts";
import { isJsonObject, type JsonObject, readJsonObject } from "./json-object.ts";
import { readPlatform } from "./platform.ts";
import { isProblem, type Problem } from "./problem.ts";

/**
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties; docker writes the same members.
 * Values are as written, secrets included: `summarizeConfig` is the way to the record.
 */
export interface ImageConfig {
  platform?: Platform;
  created?: string;
  author?: string;
  user?: string;
  entrypoint?: string[];
  cmd?: string[];
  workingDir?: string;
  stopSignal?: string;
  env: string[];
  labels: Record<string, string>;
  exposedPorts: string[];
  volumes: string[];
  diffIds: string[];
  history: { createdBy?: string; emptyLayer?: boolean }[];
}

const CAPS = { env: 1000, ports: 1000, volumes: 1000, diffIds: 500, history: 2000 } as const;

/** Reads the bytes of an image configuration, OCI or docker; members that Go writes as null are absent. */
export function parseImageConfig(bytes: Uint8Array): ImageConfig | Problem {
  const document = readJsonObject(bytes);
  if (isProblem(document)) return document;
  const { json } = document;
  const run = isJsonObject(json["config"]) ? json["config"] : {};
  const labels = readStringMap(run["Labels"], "labels");
  if (isProblem(labels)) return labels;
  const rootfs = isJsonObject(json["rootfs"]) ? json["rootfs"] : {};
  const platform = readPlatform(json);
  const config: ImageConfig = {
    ...(platform === undefined ? {} : { platform }),
    ...textMembers(json, run),
    env: stringsMember(run, "Env") ?? [],
    labels: labels.map,
    exposedPorts: keysOf(run["ExposedPorts"]),
    volumes: keysOf(run["Volumes"]),
    diffIds: stringsMember(rootfs, "diff_ids") ?? [],
    history: readHistory(json["history"]),
  };
  return firstCapBroken(config) ?? config;
}

function textMembers(json: JsonObject, run: JsonObject): Partial<ImageConfig> {
  const created = stringMember(json, "created");
  const author = stringMember(json, "author");
  const user = stringMember(run, "User");
  const entrypoint = stringsMember(run, "Entrypoint");
  const cmd = stringsMember(run, "Cmd");
  const workingDir = stringMember(run, "WorkingDir");
  const stopSignal = stringMember(run, "StopSignal");
  return {
    ...(created && created.length <= 64 ? { created } : {}),
    ...(author ? { author } : {}),
    ...(user ? { user } : {}),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(cmd === undefined ? {} : { cmd }),
    ...(workingDir ? { workingDir } : {}),
    ...(stopSignal ? { stopSignal } : {}),
  };
}

/** Sets are written as objects whose values are empty: `{"8080/tcp": {}}`. */
function keysOf(value: unknown): string[] {
  return isJsonObject(value) ? Object.keys(value).sort() : [];
}

function readHistory(value: unknown): ImageConfig["history"] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((step) => {
    const createdBy = stringMember(step, "created_by");
    return {
      ...(createdBy === undefined ? {} : { createdBy }),
      ...(step["empty_layer"] === true ? { emptyLayer: true } : {}),
    };
  });
}

function firstCapBroken(config: ImageConfig): Problem | undefined {
  const counts: [string, number, number][] = [
    ["environment variables", config.env.length, CAPS.env],
    ["ports", config.exposedPorts.length, CAPS.ports],
    ["volumes", config.volumes.length, CAPS.volumes],
    ["layers", config.diffIds.length, CAPS.diffIds],
    ["history steps", config.history.length, CAPS.history],
  ];
  const broken = counts.find(([, count, cap]) => count > cap);
  return broken && { problem: `has more than ${broken[2]} ${broken[0]}`, isTooLarge: true };
}
