import type { PlatformImage } from "../model/image.ts";
import type { Parameter } from "../model/parameter.ts";
import { isSecretName } from "../oci/secret-name.ts";

const MOST_SHOWN = 80;

/** A value as JSON, cut: control characters are escaped, so that it is safe to print. */
export function showValue(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** True when the value of a parameter must not be printed: it is declared secret, or its name says so. */
export function isSecretParameter({ secret, key }: Parameter): boolean {
  return secret === true || isSecretName(key.slice(0, 256).replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2"));
}

/** A default, or words in its place when it must not be printed. */
export function showDefault(parameter: Parameter, value: unknown): string {
  return isSecretParameter(parameter) ? "a value that is not shown" : showValue(value);
}

/** `linux/arm64/v8`. */
export function showPlatform({ platform }: PlatformImage): string {
  return [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join("/");
}
