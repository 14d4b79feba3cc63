import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";
import { readDockerAuths } from "../registries/read-docker-auths.ts";
import type { CommandPorts } from "./command.ts";

const CONFIG_CAP_BYTES = 1024 * 1024;

/**
 * Credentials of registries as `docker login` leaves them: config.json in DOCKER_CONFIG, else in ~/.docker. They are
 * handed on as a function, and no message quotes the file. Throws `config-invalid`.
 */
export function readCredentials({
  environment,
}: Pick<CommandPorts, "environment">): (host: string) => string | undefined {
  const home = environment["HOME"] ?? environment["USERPROFILE"];
  const folder = environment["DOCKER_CONFIG"] || (home ? join(home, ".docker") : undefined);
  const path = folder === undefined ? undefined : join(folder, "config.json");
  if (path === undefined || !existsSync(path)) return () => undefined;
  const credentialOf = readDockerAuths(readFile(path));
  if (credentialOf !== undefined) return credentialOf;
  throw new WaybillError("config-invalid", `${path}: expected the configuration of docker, a JSON object with auths`);
}

function readFile(path: string): Uint8Array {
  try {
    if (statSync(path).size <= CONFIG_CAP_BYTES) return readFileSync(path);
  } catch (cause) {
    throw new WaybillError("config-invalid", `${path} cannot be read`, { cause });
  }
  throw new WaybillError("config-invalid", `${path}: more than ${CONFIG_CAP_BYTES} bytes`);
}
