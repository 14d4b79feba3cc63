import assert from "node:assert/strict";
import { test } from "node:test";
import { secretDefault } from "../../src/checks/secret-default.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import { evidence, parameter, plugin, told } from "./make-evidence.ts";

const VALUE = "hunter2-and-more";
const rows: [Partial<Parameter>, string][] = [
  [{ key: "user_password", default: VALUE }, "fail"],
  [{ key: "userPassword", default: VALUE }, "fail"],
  [{ key: "cytomine_private_key", default: VALUE }, "fail"],
  [{ key: "x", secret: true, default: VALUE }, "fail"],
  [{ key: "pin", secret: true, default: 1234 }, "fail"],
  [{ key: "x", default: VALUE }, "not-applicable"],
  [{ key: "user_password" }, "pass"],
  [{ key: "user_password", default: "" }, "pass"],
  [{ key: "user_password", default: ["$", "{PASSWORD}"].join("") }, "pass"],
  [{ key: "user_password", default: "$XNAT_PASS" }, "pass"],
  [{ key: "use_token", default: true }, "pass"],
  [{ key: "keyboard", default: VALUE }, "not-applicable"],
];

for (const [part, outcome] of rows) {
  test(`${JSON.stringify(part).replace(VALUE, "…")}: ${outcome}, and the value is not printed`, () => {
    const answer = told(
      secretDefault,
      evidence({ plugin: plugin({ parameters: [parameter({ kind: "string", ...part })] }) }),
    );
    assert.equal(answer[0], outcome);
    assert.ok(!answer.join().includes(VALUE) && !answer.join().includes("1234"));
  });
}

test("a default that the record leaves out is found where its author wrote it, and is not printed", () => {
  const written = (value: unknown) => {
    const text = JSON.stringify({ inputs: [{ id: "private_key", "default-value": value }] });
    const parameters = [parameter({ key: "private_key", kind: "string", secret: true })];
    const places = { "/parameters/0/default": "/inputs/0/default-value" };
    return told(secretDefault, evidence({ plugin: plugin({ parameters }), places }, text));
  };
  assert.equal(written(VALUE)[0], "fail");
  assert.ok(!written(VALUE).join().includes(VALUE));
  assert.equal(written(1234)[0], "fail");
  for (const nothing of ["", "$KEY", false, null]) assert.equal(written(nothing)[0], "pass");
});
