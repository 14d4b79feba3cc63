import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArgs } from "node:util";
import { renderCliDoc, renderHelp, renderOverview } from "../../src/commands/help.ts";
import { commands } from "../../src/commands/index.ts";
import { COMMON_OPTIONS } from "../../src/commands/shared-options.ts";
import { runHere } from "./run-here.ts";

test("the overview names every command, option and exit code", () => {
  const text = renderOverview(commands);
  for (const { name, summary } of commands) assert.ok(text.includes(`  ${name}`) && text.includes(summary), name);
  for (const name of Object.keys(COMMON_OPTIONS)) assert.ok(text.includes(`--${name}`), name);
  for (const exit of [0, 1, 2, 3, 4, 5]) assert.match(text, new RegExp(`^  ${exit}  `, "m"));
});

for (const command of commands) {
  test(`${command.name}: its help is whole, and its examples are accepted`, async () => {
    const { exit, stdout } = await runHere([command.name, "--help"]);
    assert.deepEqual([exit, stdout], [0, renderHelp(command)]);
    assert.ok(command.examples.length > 0);
    for (const name of Object.keys({ ...command.options, ...COMMON_OPTIONS }))
      assert.match(stdout, new RegExp(`--${name}`));
    for (const example of command.examples) {
      assert.ok(stdout.includes(example));
      const [program, name, ...argv] = splitShell(example);
      assert.deepEqual([program, name], ["waybill", command.name]);
      const options = Object.fromEntries(
        Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(([key, { type }]) => [key, { type }]),
      );
      const { positionals } = parseArgs({ args: argv, options, allowPositionals: true });
      const [least, most] = command.arity;
      assert.ok(positionals.length >= least && positionals.length <= most, example);
    }
  });
}

test("help reads well in 120 columns, but for examples", () => {
  const long = commands.flatMap((command) =>
    renderHelp(command)
      .split("\n")
      .filter((line) => line.length > 120 && !line.trimStart().startsWith("waybill")),
  );
  assert.deepEqual(long, []);
});

test("docs/cli.md has a section for every command", () => {
  const text = renderCliDoc(commands);
  for (const { name } of commands) assert.ok(text.includes(`\n## ${name}\n`), name);
});

/** Words of a line of shell: enough for examples with quotes. */
function splitShell(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
}
