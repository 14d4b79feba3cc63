import type { Digest, ImageConfigSummary } from "../model/image.ts";
import type { ImageConfig } from "./image-config.ts";
import { redactCommand, redactVariable } from "./secret-name.ts";

/** Characters of a history step that the record keeps; a here-document of a build can be a whole program. */
const MAX_STEP_LENGTH = 2000;

/** The parts of a configuration that Waybill keeps; secret-looking values are replaced, names stay. */
export function summarizeConfig(config: ImageConfig, descriptor: { digest: Digest }): ImageConfigSummary {
  const { platform: _platform, diffIds: _diffIds, ...kept } = config;
  return {
    digest: descriptor.digest,
    ...kept,
    env: config.env.map(redactVariable),
    history: config.history.map((step) =>
      step.createdBy === undefined ? { ...step } : { ...step, createdBy: cut(redactCommand(step.createdBy)) },
    ),
  };
}

function cut(text: string): string {
  return text.length > MAX_STEP_LENGTH ? `${text.slice(0, MAX_STEP_LENGTH)}…` : text;
}
