import assert from "node:assert/strict";
import { test } from "node:test";
import { WaybillError } from "../../../src/model/waybill-error.ts";
import { parseGitAddress } from "../../../src/sources/git/parse-git-address.ts";

const accepted: [url: string, protocol: string, identity: string][] = [
  ["https://github.com/lab/plugins", "https", "github.com|lab|plugins"],
  ["https://github.com/lab/plugins.git", "https", "github.com|lab|plugins"],
  ["https://GitHub.com/lab/plugins/", "https", "github.com|lab|plugins"],
  ["https://git.example.org:8443/group/tools.git", "https", "git.example.org:8443|group|tools"],
  ["http://127.0.0.1:8080/one.git", "http", "127.0.0.1:8080||one"],
  ["git@github.com:lab/plugins.git", "ssh", "github.com|lab|plugins"],
  ["github.com:lab/plugins", "ssh", "github.com|lab|plugins"],
  ["ssh://git@github.com:22/lab/plugins.git", "ssh", "github.com:22|lab|plugins"],
  ["git://git.example.org/lab/plugins", "git", "git.example.org|lab|plugins"],
  ["/srv/git/plugins.git", "file", "local||plugins"],
  ["/srv/git/plugins/", "file", "local||plugins"],
  ["/srv/git/plugins/.git", "file", "local||plugins"],
  ["file:///srv/git/plugins.git", "file", "local||plugins"],
];

for (const [url, protocol, identity] of accepted) {
  test(`${url} is ${identity}`, () => {
    const address = parseGitAddress({ kind: "git", url });
    assert.equal(`${address.host}|${address.owner}|${address.name}`, identity);
    assert.equal(address.protocol, protocol);
  });
}

const refused = [
  "",
  "-uevil",
  "--upload-pack=touch owned",
  "ext::sh -c touch% owned",
  "fd::17",
  "ftp://example.org/lab/plugins",
  "javascript://x/%0aalert(1)",
  "ssh://-oProxyCommand=touch/lab/plugins",
  "ssh://-oProxyCommand=x@example.org/lab/plugins",
  "-oProxyCommand=x@example.org:lab/plugins",
  "git@-oProxyCommand=x:lab/plugins",
  "https://token@github.com/lab/plugins",
  "https://user:secret@github.com/lab/plugins",
  "ssh://git:secret@github.com/lab/plugins",
  "https://github.com/",
  "https://github.com/lab/..%2f..%2fetc",
  "https://git.example.org/group/sub/tools.git",
  "https://github.com/lab/a b",
  "https://github.com/lab/a%00b",
  "https://github.com/lab/plugins\nx",
  "file://elsewhere/srv/x",
  "lab/plugins",
];

for (const url of refused) {
  test(`${JSON.stringify(url)} is refused`, () => {
    assert.throws(
      () => parseGitAddress({ kind: "git", url }),
      (error) =>
        error instanceof WaybillError && error.code === "config-invalid" && !/secret|token@/.test(error.message),
    );
  });
}

test("settings say what a local path or a mirror stands for", () => {
  const settings = { kind: "git", host: "github.com", repositories: ["lab/plugins"] };
  for (const url of ["/srv/mirror/x.git", "https://mirror.example.org/a/b/c"]) {
    const { host, owner, name } = parseGitAddress({ ...settings, url });
    assert.deepEqual([host, owner, name], ["github.com", "lab", "plugins"]);
  }
});
