import { basename, join } from "node:path";
import { stringify } from "yaml";
import { withoutPrivate } from "../catalog/privacy.ts";
import { parseDocument } from "../document/parse-document.ts";
import { withoutEmail } from "../families/copy-value.ts";
import { own } from "../families/own/index.ts";
import { writeOwnManifest } from "../families/own/write.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { plainLine } from "../reporters/plain-line.ts";
import { collectAnswers } from "./collect-answers.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { absolutePath, textOption } from "./option-values.ts";
import { readPluginFile } from "./read-plugin-file.ts";
import { writeNewFile } from "./write-new-file.ts";

/** What init says of itself. */
interface InitReport {
  /** The file that was written, as the options name it. */
  file: string;
  /** The manifest it was made of; null where it was made of answers only. */
  from: { file: string; family: string } | null;
  manifest: Record<string, unknown>;
  /** Fields that readers look for and that are not said yet. */
  missing: string[];
}

/** Fields that the checks ask for, in the order of the schema. */
const WANTED = ["summary", "description", "authors", "license", "run", "inputs", "hardware", "concepts"];

/** The verb `init`: one of our own manifests, of a manifest of another family or of answers. */
export const initCommand: Command = {
  name: "init",
  summary: "write a Waybill manifest, from a manifest of another family or from answers",
  usage: "waybill init [PATH] [--from FILE] [--output FILE] [--answers JSON]",
  examples: [
    "waybill init",
    "waybill init --from plugin.json",
    "waybill init --from tools.cwl --tool align --output align.plugin.yaml",
    `waybill init --answers '{"name":"segment","version":"1.0.0","images":[{"reference":"ghcr.io/lab/segment:1.0.0"}]}'`,
  ],
  arity: [0, 1],
  options: {
    from: { type: "string", help: "manifest of any family to begin with" },
    tool: { type: "string", help: "which plugin of --from, where it holds several" },
    output: {
      type: "string",
      help: "file to write, *.plugin.json, *.plugin.yaml or *.plugin.yml (default: PATH/NAME.plugin.json)",
    },
    answers: { type: "string", help: "fields of the manifest as one JSON object; they go before those of --from" },
    force: { type: "boolean", help: "replace a file that is there" },
  },
  run: runInit,
};

async function runInit(input: CommandInput): Promise<CommandResult> {
  const from = textOption(input, "from");
  const source =
    from === undefined ? undefined : await readPluginFile(absolutePath(input, from), textOption(input, "tool"));
  const start = source === undefined ? { waybill: 1 } : writeOwnManifest(withoutPrivate(source.plugin));
  const manifest = await collectAnswers(input, start);
  const file = outputOf(input, manifest);
  refuseFaults(manifest, file);
  writeNewFile(absolutePath(input, file), render(manifest, file), input.values["force"] === true);
  const report: InitReport = {
    file,
    from: source === undefined || from === undefined ? null : { file: from, family: source.plugin.family },
    manifest,
    missing: WANTED.filter((field) => !Object.hasOwn(manifest, field)),
  };
  return { exit: 0, json: report, text: renderReport(report) };
}

function outputOf(input: CommandInput, manifest: Record<string, unknown>): string {
  const name = typeof manifest["name"] === "string" ? manifest["name"] : "";
  const stem = withoutEmail(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, "-")
    .replaceAll(/^[-.]+|[-.]+$/gu, "")
    .slice(0, 80);
  const output =
    textOption(input, "output") ?? join(input.positionals[0] ?? ".", `${stem === "" ? "tool" : stem}.plugin.json`);
  if (/[^/\\]\.plugin\.(?:json|ya?ml)$/u.test(output)) return output;
  throw new WaybillError(
    "usage",
    `--output: expected a name as NAME.plugin.json or NAME.plugin.yaml, got ${JSON.stringify(basename(output))}`,
  );
}

function render(manifest: Record<string, unknown>, file: string): string {
  return file.endsWith(".json") ? `${JSON.stringify(manifest, null, 2)}\n` : stringify(manifest, { lineWidth: 120 });
}

/** What would be refused when it is read is not written: the same schema, over the very text. */
function refuseFaults(manifest: Record<string, unknown>, file: string): void {
  const document = parseDocument(file, Buffer.from(render(manifest, file)));
  const faults = own.validate(document).filter(({ isFormat }) => isFormat !== true);
  if (faults.length === 0) return;
  const lines = faults
    .slice(0, 10)
    .map(({ pointer, message }) => `${pointer === "" ? "the manifest" : pointer}: ${message}`);
  throw new WaybillError("usage", `this would be no valid manifest; say it with --answers\n${lines.join("\n")}`);
}

function renderReport({ file, from, missing }: InitReport): string {
  const made = from === null ? "" : ` from ${plainLine(from.file)} (${from.family})`;
  const rest = missing.length === 0 ? "" : `not said yet: ${missing.join(", ")}\n`;
  return `wrote ${plainLine(file)}${made}\n${rest}next: waybill validate ${plainLine(file)}\n`;
}
