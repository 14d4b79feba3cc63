import assert from "node:assert/strict";
import { test } from "node:test";
import { converse } from "../../src/process/converse.ts";
import { ProgramError, type ProgramFault } from "../../src/process/program-error.ts";
import { runProgram } from "../../src/process/run-program.ts";

const env = { PATH: process.env["PATH"] ?? "/usr/bin:/bin" };
const limits = { env, timeoutMs: 10_000, capBytes: 1_000_000 };
const node = process.execPath;

function failsWith(fault: ProgramFault): (error: unknown) => boolean {
  return (error) => error instanceof ProgramError && error.fault === fault;
}

test("a conversation answers questions that were asked at the same time in their order", async () => {
  const conversation = converse("cat", [], { env, timeoutMs: 5_000 });
  const words = ["one", "two\u{1F600}", "three", ""];
  const lines = await Promise.all(words.map((word) => conversation.ask(`${word}\n`, (answer) => answer.line())));
  assert.deepEqual(lines, words);
  const bytes = await conversation.ask("a\0b\n", (answer) => answer.bytes(4));
  assert.deepEqual([...bytes], [97, 0, 98, 10]);
  await conversation.close();
  assert.equal(conversation.isOpen, false);
});

test("a conversation that gets no answer ends, and says so", async () => {
  const silent = converse(node, ["-e", "setInterval(() => 0, 1000)"], { env, timeoutMs: 200 });
  await assert.rejects(
    silent.ask("x\n", (answer) => answer.line()),
    failsWith("timeout"),
  );
  assert.equal(silent.isOpen, false);
  const gone = converse("true", [], { env, timeoutMs: 5_000 });
  await assert.rejects(
    gone.ask("x\n", (answer) => answer.line()),
    failsWith("killed"),
  );
  const flood = converse(node, ["-e", "process.stdout.write('x'.repeat(1e6))"], { env, timeoutMs: 5_000 });
  await assert.rejects(
    flood.ask("x\n", (answer) => answer.line()),
    failsWith("too-much-output"),
  );
});

test("an idle conversation does not keep Node running", async () => {
  const module = JSON.stringify(new URL("../../src/process/converse.ts", import.meta.url).href);
  const script = `
    import { converse } from ${module};
    const cat = converse("cat", [], { env: { PATH: process.env.PATH }, timeoutMs: 5000 });
    console.log(await cat.ask("hello\\n", (answer) => answer.line()));`;
  const result = await runProgram(node, ["--input-type=module", "-e", script], limits);
  assert.deepEqual([result.status, Buffer.from(result.stdout).toString("utf8")], [0, "hello\n"]);
});
