import type { Image, PlatformImage } from "../model/image.ts";
import { platformText } from "../oci/platform.ts";
import { formatReference } from "../oci/reference.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { describeUnreached, withImage, withReference } from "./open-image.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

const USAGE = "waybill inspect REF | --tags REPO";

/** The verb `inspect`: everything a registry says of one image. */
export const inspectCommand: Command = {
  name: "inspect",
  summary: "show digest, platforms, sizes, configuration, labels and referrers of an image",
  usage: USAGE,
  examples: ["waybill inspect ghcr.io/lab/segment:1.2.0", "waybill inspect ghcr.io/lab/segment --tags --json"],
  arity: [1, 1],
  options: { ...INDEX_OPTIONS, tags: { type: "boolean", help: "list the tags of the repository instead" } },
  run: runInspect,
};

async function runInspect(input: CommandInput): Promise<CommandResult> {
  const [raw = ""] = input.positionals;
  if (input.values["tags"] === true) return listTags(input, raw);
  return withImage(input, raw, async (asked, { http }) => {
    const hosts = http.counters();
    const { image, digest } = asked;
    const json = { reference: formatReference(asked.reference), digest, image, hosts };
    if (image.outcome !== "known") return { exit: 5, json, text: describeUnreached(asked) };
    return { exit: 0, json, text: renderImage(asked.text, image.value) };
  });
}

/** Tags of the repository, whatever of them exists: nothing but the list is asked for. */
async function listTags(input: CommandInput, raw: string): Promise<CommandResult> {
  return withReference(input, raw, async (reference, text, { run, http }) => {
    const repository = `${reference.host}/${reference.repository}`;
    const tags = await run.registryOf(reference.host).tags(reference);
    const json = { reference: text, tags, hosts: http.counters() };
    if (tags.outcome === "known") return { exit: 0, json, text: tags.value.map((tag) => `${tag}\n`).join("") };
    const reason = "reason" in tags ? `${tags.outcome}, ${tags.reason}` : tags.outcome;
    return { exit: 5, json, text: `${repository}: ${reason}\n` };
  });
}

function renderImage(text: string, image: Image): string {
  const rows: [string, string][] = [
    ["Reference", text],
    ["Digest", image.digest],
    ["Media type", image.mediaType],
    ...image.platforms.flatMap(renderPlatform),
    ...Object.entries(image.annotations).map(([key, value]): [string, string] => ["Annotation", `${key}=${value}`]),
    ["Referrers", image.referrers.outcome === "known" ? String(image.referrers.value.length) : image.referrers.outcome],
  ];
  if (image.referrers.outcome === "known") {
    for (const referrer of image.referrers.value) rows.push(["", `${referrer.artifactType} ${referrer.digest}`]);
  }
  return alignRows(rows);
}

function renderPlatform({ platform, sizeBytes, layers, config, digest }: PlatformImage): [string, string][] {
  const mebibytes = (sizeBytes / 1024 / 1024).toFixed(1);
  return [
    ["Platform", `${platformText(platform)}  ${digest}`],
    ["  Size", `${mebibytes} MiB compressed in ${layers.length} layers`],
    ["  Created", config.created ?? "not stated"],
    ["  User", config.user ?? "not stated (root)"],
    ["  Entrypoint", JSON.stringify(config.entrypoint ?? [])],
    ["  Command", JSON.stringify(config.cmd ?? [])],
    ...Object.entries(config.labels).map(([key, value]): [string, string] => ["  Label", `${key}=${value}`]),
  ];
}

/** Two columns, the second one aligned; control characters of foreign texts are shown as escapes. */
export function alignRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([key]) => key.length));
  return rows.map(([key, value]) => `${key.padEnd(width)}  ${escapeControls(value)}\n`).join("");
}

function escapeControls(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
