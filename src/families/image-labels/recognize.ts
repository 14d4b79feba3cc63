import { textOf } from "../narrow-value.ts";

/** Habits of labeling that the field has. */
export type LabelDialect = "biocontainers" | "canfar" | "chaimeleon" | "label-schema" | "opencontainers" | "plain";

/** Labels of an image. */
export type Labels = Readonly<Record<string, string>>;

/** True for labels that say what an image is: a name or title at least, or a session type. */
export function recognizesLabels(labels: Labels): boolean {
  return dialectOf(labels) !== undefined;
}

/** The habit that labels follow; undefined where they say nothing of a plugin. The most particular goes first. */
export function dialectOf(labels: Labels): LabelDialect | undefined {
  const has = (...keys: string[]): boolean => keys.every((key) => labelOf(labels, key) !== undefined);
  if (has("ca.nrc.cadc.skaha.type")) return "canfar";
  if (has("software", "software.version")) return "biocontainers";
  if (has("name", "version", "authorization")) return "chaimeleon";
  // Base images leave `version` and `ref.name` behind in all that is built on them; those alone say nothing.
  const told = ["title", "description", "source", "url", "documentation"];
  if (told.some((key) => has(`org.opencontainers.image.${key}`))) return "opencontainers";
  if (["name", "description", "vcs-url", "url"].some((key) => has(`org.label-schema.${key}`))) return "label-schema";
  return has("name", "version") ? "plain" : undefined;
}

/** Text of a label; an empty one is absent. */
export function labelOf(labels: Labels, key: string, limit = 1_000): string | undefined {
  return Object.hasOwn(labels, key) ? textOf(labels[key], limit) : undefined;
}
