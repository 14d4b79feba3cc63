import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceMatches } from "../../src/checks/source-matches.ts";
import { evidence, plugin, told } from "./make-evidence.ts";

const rows: [url: string, outcome: string][] = [
  ["https://github.com/lab/plugins", "pass"],
  ["https://github.com/Lab/Plugins.git", "pass"],
  ["http://www.github.com/lab/plugins/tree/main/tools/a", "pass"],
  ["git@github.com:lab/plugins.git", "pass"],
  ["ssh://git@github.com:22/lab/plugins", "pass"],
  ["github.com/lab/plugins", "pass"],
  ["https://github.com/lab/plugins-old", "fail"],
  ["https://gitlab.com/lab/plugins", "fail"],
  ["https://evil.example/github.com/lab/plugins", "fail"],
  ["n/a", "not-applicable"],
  ["", "not-applicable"],
  [`https://github.com/${"a".repeat(100_000)}`, "not-applicable"],
];

for (const [url, outcome] of rows) {
  test(`${url.slice(0, 60)} is ${outcome}`, () => {
    const links = [{ rel: "declared-source", url }];
    assert.equal(told(sourceMatches, evidence({ plugin: plugin({ links }) }))[0], outcome);
  });
}

test("a former name is said to be one; a folder has no address to compare with", () => {
  const links = [{ rel: "declared-source", url: "https://github.com/labshare/polus-plugins" }];
  const repository = {
    host: "github.com",
    owner: "PolusAI",
    name: "image-tools",
    commit: "c",
    formerNames: ["github.com/labshare/polus-plugins"],
  };
  const given = evidence({ plugin: plugin({ links }), repository });
  assert.match(told(sourceMatches, given)[1] ?? "", /^note .* as its repository, a former name of it; it stands in/);
  const local = { ...repository, host: "local", owner: "" };
  assert.deepEqual(told(sourceMatches, { ...given, repository: local }), ["not-applicable"]);
});
