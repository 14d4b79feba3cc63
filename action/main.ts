import { realpathSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { getInput, setFailed, setOutput, summary, warning } from "@actions/core";
import type { CommandPorts } from "../src/commands/command.ts";
import { reportContext, type SourceValidation, validateSource } from "../src/commands/validate.ts";
import { WaybillError } from "../src/model/waybill-error.ts";
import { annotationsReporter } from "../src/reporters/annotations/index.ts";
import { plainLine } from "../src/reporters/plain-line.ts";
import { summaryReporter } from "../src/reporters/summary/index.ts";
import { openSource } from "../src/sources/index.ts";
import { type ActionInputs, parseInputs } from "./inputs.ts";
import { placeReports } from "./place-reports.ts";

/** Door 2: inputs of the Action → validate → annotations, outputs, step summary. */
async function main(): Promise<void> {
  const inputs = parseInputs((name) => getInput(name));
  const { folder, place } = workspaceFolder(inputs.path);
  const ports = makePorts(folder);
  const source = openSource({ kind: "local-directory", path: folder }, { clock: ports.clock, cacheFolder: folder });
  const validation = await validateSource(source, ports, { includeTestPaths: inputs.allPaths });
  const manifests = placeReports(validation.manifests, place);
  const context = reportContext(validation, "Waybill");
  for (const notice of validation.notices) warning(plainLine(notice));
  process.stdout.write(annotationsReporter.render(manifests, context));
  await summary.addRaw(summaryReporter.render(manifests, context)).write();
  const failures = countFailures(validation, inputs.failOn);
  const { errors, warnings, notes, plugins } = validation.summary;
  setOutput("valid", failures === 0);
  setOutput("findings", errors + warnings + notes);
  setOutput("plugins", plugins);
  if (failures > 0) setFailed(`${failures} findings at level ${inputs.failOn} or above, see the annotations`);
}

/** The folder to look at, and its place in the workspace; never one outside, also not behind a link. */
function workspaceFolder(path: string): { folder: string; place: string } {
  const workspace = realpathSync(process.env["GITHUB_WORKSPACE"] ?? process.cwd());
  const wanted = resolve(workspace, path);
  if (!statSync(wanted, { throwIfNoEntry: false })?.isDirectory()) {
    throw new WaybillError("usage", `input path: expected a folder, found none at ${JSON.stringify(path)}`);
  }
  const folder = realpathSync(wanted);
  if (folder !== workspace && !folder.startsWith(workspace + sep)) {
    throw new WaybillError("usage", `input path: expected a folder inside the workspace, got ${JSON.stringify(path)}`);
  }
  return { folder, place: relative(workspace, folder).split(sep).join("/") };
}

function countFailures(
  { summary: { errors, warnings, notes } }: SourceValidation,
  failOn: ActionInputs["failOn"],
): number {
  switch (failOn) {
    case "error":
      return errors;
    case "warning":
      return errors + warnings;
    case "note":
      return errors + warnings + notes;
    case "never":
      return 0;
  }
}

function makePorts(folder: string): CommandPorts {
  return {
    clock: { now: () => new Date(), sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) },
    asOf: new Date().toISOString(),
    folder,
    environment: process.env,
    progress: () => {},
    color: false,
    signal: new AbortController().signal,
  };
}

try {
  await main();
} catch (error) {
  setFailed(error instanceof WaybillError ? `${error.code}: ${error.message}` : (error as Error));
}
