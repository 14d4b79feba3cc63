import { extname, join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";
import { runProgram } from "../process/run-program.ts";
import type { CommandPorts } from "./command.ts";
import type { IndexFolders } from "./open-run.ts";

/** The command line of this very Waybill: TypeScript in a checkout, JavaScript in the package. */
const CLI = join(import.meta.dirname, "..", `cli${extname(import.meta.filename)}`);

/** A large site takes a minute or two; more than this is a fault. */
const TIMEOUT_MS = 30 * 60_000;
const OUTPUT_CAP_BYTES = 1024 * 1024;

/**
 * Publishes in a process of its own, so that a server stays able to answer. Calls that come while one is under way
 * share the next: each resolves after a publish that began after it.
 */
export function makePublisher(folders: IndexFolders, output: string, ports: CommandPorts): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= running.then(begin, begin);
    return next;
  };

  function begin(): Promise<void> {
    next = undefined;
    running = publishOnce(folders, output, ports);
    return running;
  }
}

async function publishOnce(folders: IndexFolders, output: string, ports: CommandPorts): Promise<void> {
  const { index, catalog, cache } = folders;
  const options = ["--index", index, "--catalog", catalog, "--cache", cache, "--output", output, "--quiet"];
  const { status, stderr } = await runProgram(process.execPath, [CLI, "publish", ...options], {
    cwd: index,
    env: { ...definedOnly(ports.environment) },
    timeoutMs: TIMEOUT_MS,
    capBytes: OUTPUT_CAP_BYTES,
  });
  // 3: held by the guard, the last good site stands; that is no fault of the publish.
  if (status !== 0 && status !== 3)
    throw new WaybillError("internal", `publish ended with ${status}: ${stderr.slice(0, 500)}`);
}

function definedOnly(environment: CommandPorts["environment"]): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(kept);
}
