import assert from "node:assert/strict";
import { test } from "node:test";
import { licenseOf } from "../../src/families/license.ts";

const ROWS: [string, string | undefined][] = [
  ["MIT", "MIT"],
  ["mit", "MIT"],
  ["Expat", "MIT"],
  ["BSD-3-clause", "BSD-3-Clause"],
  ["GPL v3", "GPL-3.0-only"],
  ["GPL-2+", "GPL-2.0-or-later"],
  ["GPL-3.0", "GPL-3.0-only"],
  ["GPL-3.0-or-later", "GPL-3.0-or-later"],
  ["LGPL-2.1+", "LGPL-2.1-or-later"],
  ["AGPLv3", "AGPL-3.0-only"],
  ["GPL-9", undefined],
  ["GPL", undefined],
  ["SPDX:Apache-2.0", "Apache-2.0"],
  ["http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"],
  ["https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"],
  ["https://spdx.org/licenses/Apache-2.0", "Apache-2.0"],
  ["https://spdx.org/licenses/MIT.html", "MIT"],
  ["https://github.com/lab/tool/blob/main/LICENSE", undefined],
  ["MIT OR Apache-2.0", "MIT OR Apache-2.0"],
  ["GPL-2+ or Research-Use-Only or GPL-3+", undefined],
  ["MIT and GPL-3+", "MIT AND GPL-3.0-or-later"],
  ["MIT or GPL-3+ and ISC", undefined],
  ["PD", undefined],
  ["GRL", undefined],
  ["constructor", undefined],
  ["__proto__", undefined],
];

for (const [raw, spdx] of ROWS) {
  test(`license ${raw} is ${spdx ?? "left as written"}`, () => {
    assert.deepEqual(licenseOf(raw), spdx === undefined ? { raw } : { raw, spdx });
  });
}

test("what is no text is no license", () => {
  for (const value of [undefined, null, "", " ", [], {}]) assert.equal(licenseOf(value), undefined);
});
