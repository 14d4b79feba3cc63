import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { osRelease } from "../../../../src/scanners/native/evidence/os-release.ts";
import { dataPath } from "../../../parts/presence.ts";

for (const [text, evidence] of [
  [
    'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
    { id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" },
  ],
  ["# ID=x\nID='ubuntu'\r\nVERSION_ID=\"22.04\"\r\n", { id: "ubuntu", version: "22.04" }],
  ["", { id: "linux" }],
  ['ID="a\\"b"\nVERSION_ID="', { id: 'a"b', version: '"' }],
  ["__proto__=x\nID=debian", { id: "debian" }],
] as const) {
  test(`reads ${JSON.stringify(text)}`, () => {
    const reading = osRelease.read("etc/os-release", Buffer.from(text));
    assert.deepEqual(reading, { evidence: { kind: "distribution", ...evidence }, incomplete: [] });
  });
}

test("reads the releases of real Debian images", (t) => {
  const folder = dataPath(t, "advisories", "inventory", "claircore");
  if (folder === undefined) return;
  const files = readdirSync(folder).filter((name) => /^debian__(distroless_)?dist__.*os-release$/.test(name));
  assert.equal(files.length, 9);
  for (const file of files) {
    const { evidence } = osRelease.read("etc/os-release", readFileSync(join(folder, file)));
    assert.equal(
      evidence.kind === "distribution" && `${evidence.id} ${evidence.version}`,
      `debian ${/__(\d+)__/.exec(file)?.[1]}`,
    );
  }
});
