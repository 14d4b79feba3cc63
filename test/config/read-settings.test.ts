import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSettingsReader } from "../../src/config/read-settings.ts";
import { parseRepositoryConfig } from "../../src/config/repository-config.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";

const read = makeSettingsReader<unknown>({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  additionalProperties: false,
  required: ["version"],
  properties: {
    version: { const: 1 },
    color: { enum: ["red", "green"] },
    size: { type: "integer", minimum: 1 },
    "a/b~c": { type: "object", additionalProperties: false, properties: { inner: { type: "string" } } },
    list: { type: "array", items: { type: "string" } },
  },
});

function messageOf(text: string | Uint8Array): string {
  try {
    read("x.yml", typeof text === "string" ? new TextEncoder().encode(text) : text);
  } catch (error) {
    assert.ok(error instanceof WaybillError && error.code === "config-invalid");
    return error.message;
  }
  return "fine";
}

const rows: [text: string, said: RegExp][] = [
  ["version: 1\n", /^fine$/],
  ['{"version": 1, "size": 3}', /^fine$/],
  ["", /^x\.yml:1:1: /],
  ["color: red\n", /^x\.yml:1:1: \/ must have required property 'version'$/],
  ["version: 1\ncolour: red\n", /^x\.yml:2:1: unknown key `colour` at \/: did you mean `color`\?$/],
  ["version: 1\nzzz: red\n", /^x\.yml:2:1: unknown key `zzz` at \/$/],
  [
    "version: 1\ncolor: gren\n",
    /^x\.yml:2:8: \/color: expected one of red, green, got "gren": did you mean `green`\?$/,
  ],
  ["version: 1\nsize: 0\n", /^x\.yml:2:7: \/size must be >= 1$/],
  ["version: 1\nsize: big\n", /^x\.yml:2:7: \/size must be integer$/],
  ["version: 1\na/b~c: { iner: x }\n", /^x\.yml:2:10: unknown key `iner` at \/a~1b~0c: did you mean `inner`\?$/],
  ["version: 1\nlist: [a, 2]\n", /^x\.yml:2:11: \/list\/1 must be string$/],
  ["version: 1\nversion: 1\n", /^x\.yml:2:1: /],
  ["version: [1\n", /^x\.yml:\d+:\d+: /],
  ["- version\n", /must be object/],
  ["version: 1\n__proto__: { polluted: 1 }\n", /unknown key `__proto__`/],
  ["version: 1\nconstructor: 1\n", /unknown key `constructor`/],
];

for (const [text, said] of rows) {
  test(`${JSON.stringify(text)} says ${said.source}`, () => assert.match(messageOf(text), said));
}

test("several faults are told at once, each with its line; of hundreds the first 20", () => {
  assert.equal(messageOf("version: 1\nsize: big\ncolor: blue\n").split("\n").length, 2);
  const many = Array.from({ length: 500 }, (_, at) => `key${at}: 1\n`).join("");
  assert.equal(messageOf(`version: 1\n${many}`).split("\n").length, 20);
});

test("a stranger's words stay on one line, cut, without control characters", () => {
  const said = messageOf(`version: 1\n"\\e[31m\\n${"x".repeat(5000)}": 1\n`);
  assert.ok(said.length < 400);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is asked
  assert.doesNotMatch(said, /[\u0000-\u001f\u007f-\u009f]/);
});

test("bytes that are no text, too many bytes and bombs are faults", () => {
  assert.match(messageOf(Uint8Array.from([0xff, 0xfe, 0x00])), /^x\.yml:1:1: /);
  assert.match(messageOf("#".repeat(300_000)), /300000 bytes/);
  const bomb = `a: &a [x,x,x,x,x]\n${[..."bcdefghijk"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[at]}`).join(",")}]\n`).join("")}`;
  assert.match(messageOf(bomb), /alias/i);
});

const settings: [text: string, expected: unknown][] = [
  ["", {}],
  ["# nothing yet\n\n", {}],
  ["publish: false\n", { publish: false }],
  ["paths: { include: [a], exclude: ['b/**'] }\n", { paths: { include: ["a"], exclude: ["b/**"] } }],
  [
    "mute:\n  - { check: has-license, path: a/*, reason: soon, expires: 2026-03-01 }\n",
    { mute: [{ check: "has-license", path: "a/*", reason: "soon", expires: "2026-03-01" }] },
  ],
];

for (const [text, expected] of settings) {
  test(`.waybill.yml ${JSON.stringify(text)} is read`, () => {
    assert.deepEqual(parseRepositoryConfig(".waybill.yml", new TextEncoder().encode(text)), expected);
  });
}

const refused: [text: string, said: RegExp][] = [
  ["publish: no way\n", /\/publish must be boolean/],
  ["mute:\n  - { check: has-license }\n", /must have required property 'reason'/],
  ["mute:\n  - { check: has-license, reason: x, expires: someday }\n", /:2:\d+: \/mute\/0\/expires must match pattern/],
  ["mute:\n  - { check: Has License, reason: x, expires: 2026-03-01 }\n", /\/mute\/0\/check must match pattern/],
  ["paths: { includes: [a] }\n", /unknown key `includes` at \/paths: did you mean `include`\?/],
];

for (const [text, said] of refused) {
  test(`.waybill.yml ${JSON.stringify(text)} is refused`, () => {
    assert.throws(() => parseRepositoryConfig(".waybill.yml", new TextEncoder().encode(text)), said);
  });
}
