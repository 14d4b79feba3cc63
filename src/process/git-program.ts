import { type ProgramResult, runProgram } from "./run-program.ts";

/** Where and how git runs: its own environment, made by `gitEnvironment`. */
export interface GitOptions {
  env: Readonly<Record<string, string>>;
  /** Default 120,000. */
  timeoutMs?: number;
  /** Bytes of standard output; default 64 MiB. */
  capBytes?: number;
}

/** Variables that git may see of ours: where programs are, proxies and certificates. Nothing else, no token, no GIT_*. */
const INHERITED =
  /^(?:PATH|HOME|TMPDIR|TEMP|TMP|SystemRoot|SSH_AUTH_SOCK|SSL_CERT_FILE|SSL_CERT_DIR|(?:https?|all|no)_proxy)$/i;
const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

/**
 * Options for every call: nothing of a repository is run and no transport works that was not asked for.
 * `protocol.ext` would run any command that a URL names (https://git-scm.com/docs/git-remote-ext).
 */
const SAFE_OPTIONS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.askPass=",
  "credential.helper=",
  "submodule.recurse=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "transfer.bundleURI=false",
  "protocol.allow=never",
  "http.lowSpeedLimit=1000",
  "http.lowSpeedTime=30",
] as const;

/** The environment of git: no system or user configuration but `configFile`, no questions, plain English messages. */
export function gitEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  configFile = "/dev/null",
): Record<string, string> {
  const kept: Record<string, string> = { PATH: DEFAULT_PATH };
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && INHERITED.test(name)) kept[name] = value;
  }
  return {
    ...kept,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: configFile,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_SSH_COMMAND: "ssh -o BatchMode=yes",
  };
}

/** Arguments for git with the safe options first; `protocol` is the one transport that may be used. */
export function gitArguments(args: readonly string[], protocol?: string): string[] {
  const options = protocol === undefined ? SAFE_OPTIONS : [...SAFE_OPTIONS, `protocol.${protocol}.allow=always`];
  return [...options.flatMap((option) => ["-c", option]), ...args];
}

/** Runs git to its end. */
export async function runGit(args: readonly string[], options: GitOptions, protocol?: string): Promise<ProgramResult> {
  return await runProgram("git", gitArguments(args, protocol), {
    env: options.env,
    timeoutMs: options.timeoutMs ?? 120_000,
    capBytes: options.capBytes ?? 64 * 1024 * 1024,
  });
}
