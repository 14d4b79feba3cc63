import type { Digest, ImageConfigSummary } from "../model/image.ts";
import type { ImageConfig } from "./image-config.ts";
import { isSecretName, REDACTED, redactCommand, redactText, redactVariable } from "./secret-name.ts";

/** Characters of a history step that the record keeps; a here-document of a build can be a whole program. */
const MAX_STEP_LENGTH = 2000;

/** The parts of a configuration that Waybill keeps; secret-looking values are replaced, names stay. */
export function summarizeConfig(config: ImageConfig, descriptor: { digest: Digest }): ImageConfigSummary {
  const { platform: _platform, diffIds: _diffIds, ...kept } = config;
  return {
    digest: descriptor.digest,
    ...kept,
    env: config.env.map(redactVariable),
    labels: redactLabels(config.labels),
    ...(config.entrypoint === undefined ? {} : { entrypoint: redactArguments(config.entrypoint) }),
    ...(config.cmd === undefined ? {} : { cmd: redactArguments(config.cmd) }),
    history: config.history.map((step) =>
      step.createdBy === undefined ? { ...step } : { ...step, createdBy: cut(redactCommand(step.createdBy)) },
    ),
  };
}

/** `--password=x` and `--password x`. */
function redactArguments(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? "";
    const isValue = /^--?[A-Za-z][\w-]{0,100}$/.test(before) && isSecretName(before) && !word.startsWith("-");
    return isValue ? REDACTED : redactCommand(word);
  });
}

function redactLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const shown = Object.entries(labels).map(([name, value]) => [
    name,
    isSecretName(name) ? REDACTED : redactText(value),
  ]);
  return Object.fromEntries(shown);
}

function cut(text: string): string {
  return text.length > MAX_STEP_LENGTH ? `${text.slice(0, MAX_STEP_LENGTH)}…` : text;
}
