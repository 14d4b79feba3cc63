import type { Platform } from "../model/image.ts";
import { stringMember } from "./json-member.ts";
import { isJsonObject } from "./json-object.ts";

/** Other names of the same processor: `GOARCH` values are the ones of image-spec, the rest is `uname -m`. */
const ARCHITECTURES: ReadonlyMap<string, [architecture: string, variant?: string]> = new Map([
  ["x86_64", ["amd64"]],
  ["x86-64", ["amd64"]],
  ["i386", ["386"]],
  ["i686", ["386"]],
  ["aarch64", ["arm64"]],
  ["armhf", ["arm", "v7"]],
  ["armel", ["arm", "v6"]],
]);

/**
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md#platform-variants: lower case, one name per
 * processor, and no variant where it is the only one (arm64/v8, amd64/v1).
 */
export function normalizePlatform(platform: Platform): Platform {
  const os = platform.os.toLowerCase() === "macos" ? "darwin" : platform.os.toLowerCase();
  const written = platform.architecture.toLowerCase();
  const [architecture, impliedVariant] = ARCHITECTURES.get(written) ?? [written];
  const variant = normalizeVariant(architecture, platform.variant?.toLowerCase() || impliedVariant);
  return {
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    ...(platform.osVersion ? { osVersion: platform.osVersion } : {}),
  };
}

function normalizeVariant(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === "arm") return /^[5-8]$/.test(variant ?? "") ? `v${variant}` : (variant ?? "v7");
  if (architecture === "arm64" && (variant === "8" || variant === "v8")) return undefined;
  if (architecture === "amd64" && variant === "v1") return undefined;
  return variant;
}

/** `os/architecture[/variant]`, with a Windows build in parentheses: `linux/arm/v7`, `windows(10.0.17763.1)/amd64`. */
export function platformText(platform: Platform): string {
  const os = platform.osVersion === undefined ? platform.os : `${platform.os}(${platform.osVersion})`;
  return [os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])].join("/");
}

/** Platform members of an index descriptor or of a configuration; undefined when os or architecture is absent. */
export function readPlatform(value: unknown): Platform | undefined {
  if (!isJsonObject(value)) return undefined;
  const os = stringMember(value, "os");
  const architecture = stringMember(value, "architecture");
  if (!os || !architecture || os.length > 64 || architecture.length > 64) return undefined;
  const variant = stringMember(value, "variant")?.slice(0, 64);
  const osVersion = stringMember(value, "os.version")?.slice(0, 64);
  return normalizePlatform({
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    ...(osVersion === undefined ? {} : { osVersion }),
  });
}

/** True for the `unknown/unknown` entries by which build tools attach attestations to an index. */
export function isUnknownPlatform(platform: Platform): boolean {
  return platform.os === "unknown" || platform.architecture === "unknown";
}
