import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT, runNode } from "../commands/run-cli.ts";

/** How the Action ended, and everything GitHub would have read of it. */
export interface ActionRun {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Lines of standard output that the runner takes for commands, read as the runner reads them. */
  commands: { command: string; properties: Record<string, string>; message: string }[];
  outputs: Record<string, string>;
  summary: string;
}

/** Runs the built Action on a workspace as the runner does: inputs and files in the environment, defaults filled in. */
export async function runAction(workspace: string, inputs: Record<string, string> = {}): Promise<ActionRun> {
  const files = mkdtempSync(join(tmpdir(), "waybill-runner-"));
  try {
    const paths = { output: join(files, "output"), summary: join(files, "summary"), env: join(files, "env") };
    for (const path of Object.values(paths)) writeFileSync(path, "");
    const env = {
      ...inputVariables({ ...readDefaults(), ...inputs }),
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: paths.output,
      GITHUB_STEP_SUMMARY: paths.summary,
      GITHUB_ENV: paths.env,
    };
    const ended = await runNode([join(ROOT, "action", "dist", "index.js")], { cwd: workspace, env });
    if (readFileSync(paths.env, "utf8") !== "") throw new Error("the Action wrote to GITHUB_ENV");
    const { status, stdout, stderr } = ended;
    return {
      status,
      stdout,
      stderr,
      commands: readCommands(stdout),
      outputs: readOutputs(readFileSync(paths.output, "utf8")),
      summary: readFileSync(paths.summary, "utf8"),
    };
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

/** Defaults of action.yml: the runner fills them in, the Action never sees an input that is not set. */
function readDefaults(): Record<string, string> {
  const action: { inputs: Record<string, { default?: unknown }> } = parse(
    readFileSync(join(ROOT, "action.yml"), "utf8"),
  );
  return Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, String(input.default ?? "")]));
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs */
function inputVariables(inputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`, value]),
  );
}

/** https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs: a line that begins with `::`. */
function readCommands(stdout: string): ActionRun["commands"] {
  return stdout.split(/\r\n|\r|\n/).flatMap((line) => {
    const found = /^\s*::(?<command>[^ :]+)(?: (?<properties>.*?))?::(?<message>.*)$/.exec(line)?.groups;
    if (found === undefined) return [];
    const pairs = (found["properties"] ?? "").split(",").map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [name, unescapeText(value.join("=").replaceAll("%3A", ":").replaceAll("%2C", ","))];
    });
    const message = unescapeText(found["message"] ?? "");
    return [{ command: found["command"] ?? "", properties: Object.fromEntries(pairs), message }];
  });
}

function unescapeText(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

/** `name=value` and `name<<DELIMITER`, as the runner's file commands have them. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const heredoc = /^(?<name>[^=<]+)<<(?<delimiter>.+)$/.exec(line)?.groups;
    if (heredoc !== undefined) {
      const end = lines.indexOf(heredoc["delimiter"] ?? "", at + 1);
      if (end === -1) throw new Error(`output ${heredoc["name"]} has no end`);
      outputs[heredoc["name"] ?? ""] = lines.slice(at + 1, end).join("\n");
      at = end;
    } else if (line !== "") {
      const equals = line.indexOf("=");
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return outputs;
}
