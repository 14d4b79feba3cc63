import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseDocument } from "../src/document/parse-document.ts";
import { families } from "../src/families/index.ts";

const FIXTURES = join(import.meta.dirname, "fixtures", "families");

/** A password that only the name of its parameter gives away. */
export const PASSWORD = "hunter2-hunter2";

/** Domain of every planted address. */
export const DOMAIN = "leak.example.org";

/** A manifest with something private in it. */
export interface Planted {
  /** `family /pointer`, for messages. */
  what: string;
  path: string;
  text: string;
  /** Marks of this manifest's address and key. */
  address: string;
  key: string;
}

/** Fixtures of every family, with an address and a key in each string, one string at a time. */
export function plantEverywhere(): Planted[] {
  let count = 0;
  const mark = () => {
    count += 1;
    return {
      address: `plant${count}.x@${DOMAIN}`,
      key: `ghp_${"LeakedKey".padEnd(30, "0")}${String(count).padStart(6, "0")}`,
    };
  };
  return families.flatMap(({ id }) =>
    readdirSync(join(FIXTURES, id)).flatMap((name) => {
      const { path, text } = inputOf(join(FIXTURES, id, name));
      const plant = /\.(?:json|ya?ml|cwl)$/u.test(path) ? plantInValues : plantInLines;
      return [...plant(`${id}/${name}`, path, text, mark)];
    }),
  );
}

function inputOf(folder: string): { path: string; text: string } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const path = paths.find((one) => one !== "plugin.json") ?? "";
  return { path, text: readFileSync(join(folder, path), "utf8") };
}

type Mark = () => { address: string; key: string };

function* plantInValues(what: string, path: string, text: string, mark: Mark): Generator<Planted> {
  const { root } = parseDocument(path, Buffer.from(text));
  for (const [pointer, written] of stringsOf(root)) {
    for (const isAlone of [false, true]) {
      const { address, key } = mark();
      const planted = isAlone ? `${address} ${key}` : `${written} ${address} ${key}`;
      yield { what: `${what} ${pointer}`, path, text: print(replaceAt(root, pointer, planted)), address, key };
    }
  }
  const { address, key } = mark();
  yield { what: `${what} secret parameters`, path, text: print(plantPasswords(root)), address, key };
}

/** Markdown and HTML: at the end of each line. */
function* plantInLines(what: string, path: string, text: string, mark: Mark): Generator<Planted> {
  const lines = text.split("\n");
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const { address, key } = mark();
    const quote = /"[,\s]*$/u.exec(line)?.index ?? line.length;
    const planted = `${line.slice(0, quote)} ${address} ${key}${line.slice(quote)}`;
    yield { what: `${what} line ${at + 1}`, path, text: lines.with(at, planted).join("\n"), address, key };
  }
}

/** Lines as authors write them, so that a line at fault shows the string. YAML reads JSON. */
function print(root: unknown): string {
  return `${JSON.stringify(root, null, 2)}\n`;
}

function* stringsOf(value: unknown, pointer = ""): Generator<[pointer: string, text: string]> {
  if (typeof value === "string") yield [pointer, value];
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* stringsOf(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
}

function replaceAt(root: unknown, pointer: string, text: string, at = ""): unknown {
  if (at === pointer) return text;
  if (typeof root !== "object" || root === null || !`${pointer}/`.startsWith(`${at}/`)) return root;
  const members = Object.entries(root).map(([key, inner]) => {
    const path = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [key, replaceAt(inner, pointer, text, path)] as const;
  });
  return Array.isArray(root) ? members.map(([, inner]) => inner) : Object.fromEntries(members);
}

/** Everything with a name becomes a password with a default, in the words of every family. */
function plantPasswords(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => plantPasswords(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, plantPasswords(member, depth + 1)]),
  );
  const name = ["key", "name", "id"].find((member) => typeof inner[member] === "string");
  // A tool of a graph is no parameter, whatever it is called.
  if (depth < 2 || name === undefined || typeof inner["class"] === "string") return inner;
  const prefix = String(inner[name]).includes(".") ? "inputs." : "";
  const values = { default: PASSWORD, "default-value": PASSWORD, value: PASSWORD, choices: [PASSWORD, "other"] };
  return { ...inner, [name]: `${prefix}dbPassword`, ...values };
}
