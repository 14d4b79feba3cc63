import assert from "node:assert/strict";
import { test } from "node:test";
import { inputsSatisfiable } from "../../src/checks/inputs-satisfiable.ts";
import { told } from "./make-evidence.ts";
import { evidenceOf } from "./real-document.ts";

function boutiques(inputs: object[], groups: object[] = []): string {
  const all = inputs.map((input) => ({ name: "n", type: "String", "value-key": "[X]", ...input }));
  const head = {
    name: "n",
    "tool-version": "1.0.0",
    description: "d",
    "command-line": "a [X]",
    "schema-version": "0.5",
  };
  return JSON.stringify({ ...head, inputs: all, groups: groups.map((group) => ({ name: "g", ...group })) });
}

const a = { id: "a", optional: true };
const b = { id: "b", optional: true };
const rows: [what: string, text: string, expected: string[]][] = [
  ["rules that can be met", boutiques([a, b], [{ id: "g", members: ["a", "b"], "mutually-exclusive": true }]), []],
  [
    "an empty range",
    boutiques([{ ...a, type: "Number", minimum: 2, maximum: 1 }]),
    ['the range of "a" is empty: 2 to 1'],
  ],
  [
    "a flag that is required and has no flag",
    boutiques([{ id: "a", type: "Flag" }]),
    ['the flag "a" is required, so that it could never be off', 'the flag "a" has no flag'],
  ],
  ["an id that is none", boutiques([{ ...a, "requires-inputs": ["z"] }]), ['"a" requires "z", which is no input']],
  [
    "a group as what is required",
    boutiques([{ ...a, "requires-inputs": ["g"] }, b], [{ id: "g", members: ["b"] }]),
    [],
  ],
  [
    "a required input disabled",
    boutiques([{ ...a, "disables-inputs": ["b"] }, { id: "b" }]),
    ['"a" disables "b", which is required'],
  ],
  [
    "required and disabled at once",
    boutiques([{ ...a, "requires-inputs": ["b"], "disables-inputs": ["b"] }, b]),
    ['"a" requires and disables "b"'],
  ],
  [
    "a member that is no input",
    boutiques([a], [{ id: "g", members: ["a", "z"] }]),
    ['the member "z" of the group "g" is no input'],
  ],
  [
    "a required member of an exclusive group",
    boutiques([a, { id: "b" }], [{ id: "g", members: ["a", "b"], "mutually-exclusive": true }]),
    ['the group "g" is mutually-exclusive, but its member "b" is required'],
  ],
  [
    "all of one group and one of the other",
    boutiques(
      [a, b],
      [
        { id: "g", members: ["a", "b"], "all-or-none": true },
        { id: "h", members: ["a", "b"], "mutually-exclusive": true },
      ],
    ),
    ['of the group "g" all or none are given, of "h" only one: they share "a", "b"'],
  ],
];

for (const [what, text, expected] of rows) {
  test(what, () => {
    const outcome = expected.length > 0 ? "fail" : "pass";
    assert.deepEqual(told(inputsSatisfiable, evidenceOf("boutiques.json", text)), [
      outcome,
      ...expected.map((message) => `error ${message}`),
    ]);
  });
}

test("as many groups and members as fit into a file are judged in time", () => {
  const inputs = Array.from({ length: 1_000 }, (_, index) => ({ id: `i${index}`, optional: true }));
  const members = inputs.map(({ id }) => id);
  const groups = Array.from({ length: 1_000 }, (_, index) => ({ id: `g${index}`, members, "all-or-none": true }));
  const given = evidenceOf("boutiques.json", boutiques(inputs, groups.slice(0, 20)));
  const started = performance.now();
  assert.equal(told(inputsSatisfiable, given)[0], given.plugin === undefined ? "not-applicable" : "pass");
  assert.ok(performance.now() - started < 1_000);
});
