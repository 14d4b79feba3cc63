import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { checks } from "../src/checks/index.ts";
import { renderChecksDoc } from "../src/checks/render-checks-doc.ts";
import { renderCliDoc } from "../src/commands/help.ts";
import { commands } from "../src/commands/index.ts";
import { families, labelFamilies } from "../src/families/index.ts";

const ROOT = join(import.meta.dirname, "..");

/** Regenerates the docs that are made of data; CI runs this and compares. */
function main(): void {
  write("docs/checks.md", renderChecksDoc(checks));
  write("docs/cli.md", renderCliDoc(commands));
  write("docs/families.md", renderFamilies());
  replaceBetween("README.md", "inputs", renderInputs());
}

function renderFamilies(): string {
  const rows = families.map(({ id, title, filePatterns, ...family }) => {
    const schema = "validate" in family ? "yes" : "no";
    return `| \`${id}\` | ${title} | ${filePatterns.map((pattern) => `\`${pattern}\``).join(" ")} | ${schema} |`;
  });
  const labels = labelFamilies.map(
    ({ id, title }) => `| \`${id}\` | ${title} | labels of an image configuration | no |`,
  );
  const head = "<!-- Do not edit: made by `npm run docs` from src/families/. -->\n# Families of plugin manifest\n";
  const why = "A file whose name matches is asked by its content; a name alone is no claim.\n";
  return `${head}\n${why}\n| family | what | file names | checked against its own rules |\n|---|---|---|---|\n${[...rows, ...labels].join("\n")}\n`;
}

function renderInputs(): string {
  const action: unknown = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));
  const { inputs, outputs } = action as {
    inputs: Record<string, { description: string; default?: string }>;
    outputs: Record<string, { description: string }>;
  };
  const rows = Object.entries(inputs).map(
    ([name, input]) => `| \`${name}\` | ${input.description} | \`${input.default ?? ""}\` |`,
  );
  const results = Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${output.description} |`);
  return `| input | what | default |\n|---|---|---|\n${rows.join("\n")}\n\n| output | what |\n|---|---|\n${results.join("\n")}\n`;
}

function replaceBetween(path: string, name: string, text: string): void {
  const [begin, end] = [`<!-- begin ${name}: made by npm run docs -->`, `<!-- end ${name} -->`];
  const before = readFileSync(join(ROOT, path), "utf8");
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${path}: no place marked ${name}`);
  write(path, `${before.slice(0, from + begin.length)}\n${text}${before.slice(to)}`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
}

main();
