import assert from "node:assert/strict";
import { test } from "node:test";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { openSource } from "../../src/sources/index.ts";
import { makePorts } from "./build-repository.ts";

const refused: [settings: Parameters<typeof openSource>[0], message: RegExp][] = [
  [{ kind: "svn" }, /"svn" is not known; known kinds: git,.*local-directory/],
  [{ kind: "__proto__" }, /is not known/],
  [{ kind: "local-directory" }, /needs a path/],
  [{ kind: "git" }, /needs a url/],
];

for (const [settings, message] of refused) {
  test(`settings ${JSON.stringify(settings)} are refused as configuration`, () => {
    assert.throws(
      () => openSource(settings, makePorts("unused")),
      (error) => error instanceof WaybillError && error.code === "config-invalid" && message.test(error.message),
    );
  });
}
