import assert from "node:assert/strict";
import { test } from "node:test";
import { gitArguments, gitEnvironment } from "../../src/process/git-program.ts";

test("git sees no variable of ours but those it needs", () => {
  const given = {
    PATH: "/p",
    HTTPS_PROXY: "http://proxy",
    GITHUB_TOKEN: "t",
    GIT_DIR: "/x",
    GIT_SSH_COMMAND: "evil",
    A: undefined,
  };
  const seen = gitEnvironment(given);
  assert.equal(seen["PATH"], "/p");
  assert.equal(seen["HTTPS_PROXY"], "http://proxy");
  assert.equal(seen["GITHUB_TOKEN"], undefined);
  assert.equal(seen["GIT_DIR"], undefined);
  assert.equal(seen["GIT_SSH_COMMAND"], "ssh -o BatchMode=yes");
  assert.equal(seen["GIT_CONFIG_GLOBAL"], "/dev/null");
});

test("git may use one transport, and none that was not named", () => {
  assert.ok(gitArguments(["fetch"]).includes("protocol.allow=never"));
  assert.ok(!gitArguments(["fetch"]).some((argument) => argument.endsWith("allow=always")));
  assert.ok(gitArguments(["fetch"], "https").includes("protocol.https.allow=always"));
});
