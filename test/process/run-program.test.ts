import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { converse } from "../../src/process/converse.ts";
import { ProgramError, type ProgramFault } from "../../src/process/program-error.ts";
import { runProgram } from "../../src/process/run-program.ts";

const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
const limits = { env, timeoutMs: 10_000, capBytes: 1_000_000 };
const node = process.execPath;

function failsWith(fault: ProgramFault): (error: unknown) => boolean {
  return (error) => error instanceof ProgramError && error.fault === fault;
}

/** True while a process runs; a dead one that nobody has waited for does not count. */
function isRunning(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
    return !state.startsWith("Z") && !state.startsWith("X");
  } catch {
    return false;
  }
}

test("gives status, bytes and complaint of a program that ended", async () => {
  const script = "process.stdout.write(Buffer.from([0, 255])); process.stderr.write('why'); process.exitCode = 3";
  const result = await runProgram(node, ["-e", script], limits);
  assert.deepEqual([result.status, [...result.stdout], result.stderr], [3, [0, 255], "why"]);
});

test("hands arguments over as they are, with no shell between", async () => {
  const hostile = "$(touch owned); `id` && \"x\" 'y' *\n--flag";
  const result = await runProgram(node, ["-p", "JSON.stringify(process.argv.slice(1))", "--", hostile], limits);
  assert.deepEqual(JSON.parse(Buffer.from(result.stdout).toString("utf8")), [hostile]);
});

test("gives the program exactly the environment it was given", async () => {
  const result = await runProgram(node, ["-p", "JSON.stringify(process.env)"], { ...limits, env: { ONLY: "this" } });
  assert.deepEqual(JSON.parse(Buffer.from(result.stdout).toString("utf8")), { ONLY: "this" });
});

test("hands standard input over, and is not disturbed by a program that does not read it", async () => {
  const echo = await runProgram("cat", [], { ...limits, stdin: "in" });
  assert.equal(Buffer.from(echo.stdout).toString("utf8"), "in");
  const deaf = await runProgram("true", [], { ...limits, stdin: new Uint8Array(4_000_000) });
  assert.equal(deaf.status, 0);
});

test("a program that cannot be started is not-found", async () => {
  await assert.rejects(runProgram("waybill-no-such-program", [], limits), failsWith("not-found"));
});

test("a timeout ends the program and what it started", async () => {
  const script = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit" });
    console.error(child.pid);
    setInterval(() => 0, 1000);`;
  const conversation = converse(node, ["-e", script.replace("console.error", "console.log")], {
    env,
    timeoutMs: 5_000,
  });
  const pid = Number(await conversation.ask("", (answer) => answer.line()));
  assert.ok(isRunning(pid));
  await conversation.close();
  for (let wait = 0; wait < 100 && isRunning(pid); wait += 1) await sleep(20);
  assert.equal(isRunning(pid), false);
  await assert.rejects(runProgram(node, ["-e", script], { ...limits, timeoutMs: 300 }), failsWith("timeout"));
});

test("too much output ends the program", async () => {
  const endless = "setInterval(() => process.stdout.write('x'.repeat(65536)), 0)";
  await assert.rejects(
    runProgram(node, ["-e", endless], { ...limits, capBytes: 100_000 }),
    failsWith("too-much-output"),
  );
});

test("output of exactly the cap is an answer", async () => {
  const result = await runProgram("printf", ["12345"], { ...limits, capBytes: 5 });
  assert.equal(result.stdout.length, 5);
  await assert.rejects(runProgram("printf", ["123456"], { ...limits, capBytes: 5 }), failsWith("too-much-output"));
});

test("a complaint is cut at 64 KiB and the program still ends by itself", async () => {
  const result = await runProgram(node, ["-e", "process.stderr.write('x'.repeat(300000))"], limits);
  assert.deepEqual([result.status, result.stderr.length], [0, 65536]);
});

test("a program that was killed from outside gave no answer", async () => {
  await assert.rejects(runProgram(node, ["-e", "process.kill(process.pid, 'SIGKILL')"], limits), failsWith("killed"));
});
