import assert from "node:assert/strict";
import { test } from "node:test";
import { parseWwwAuthenticate } from "../../src/http/www-authenticate.ts";

function read(field: string) {
  return parseWwwAuthenticate(field).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

const ROWS: [field: string, challenges: [string, Record<string, string>][]][] = [
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/x:pull"',
    [
      [
        "bearer",
        { realm: "https://auth.docker.io/token", service: "registry.docker.io", scope: "repository:library/x:pull" },
      ],
    ],
  ],
  ['Basic realm="a, \\"b\\" c"', [["basic", { realm: 'a, "b" c' }]]],
  ["Bearer  Realm = x , service=y", [["bearer", { realm: "x", service: "y" }]]],
  [
    'Negotiate, Basic realm="x", Bearer realm="y"',
    [
      ["negotiate", {}],
      ["basic", { realm: "x" }],
      ["bearer", { realm: "y" }],
    ],
  ],
  ["Negotiate YWJj==", [["negotiate", {}]]],
  ['Bearer realm="first",realm="second"', [["bearer", { realm: "first" }]]],
  ['Bearer scope="repository:a:pull,push"', [["bearer", { scope: "repository:a:pull,push" }]]],
  ['Bearer realm="not closed', [["bearer", { realm: '"not closed' }]]],
  ['realm="of nobody"', []],
  ["", []],
  [",,,", []],
];

for (const [field, challenges] of ROWS) {
  test(`reads ${JSON.stringify(field)}`, () => assert.deepEqual(read(field), challenges));
}

test("keeps __proto__ a parameter and stays quick on a hostile field", () => {
  assert.equal(parseWwwAuthenticate('Bearer __proto__="x"')[0]?.parameters.get("__proto__"), "x");
  const start = performance.now();
  for (const field of [
    `Bearer ${'a="'.repeat(100_000)}`,
    `${"a ".repeat(100_000)}`,
    `Bearer a="${"\\".repeat(100_001)}`,
  ])
    read(field);
  assert.ok(performance.now() - start < 500);
});
