import { join } from "node:path";
import { test } from "node:test";
import { reporters } from "../../src/reporters/index.ts";
import { context, MIXED, MIXED_LINES } from "./make-reports.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/reporters");

for (const { id, render } of reporters) {
  test(`${id} renders the mixed reports as it always did`, (t) => {
    const text = render(MIXED, context(MIXED_LINES));
    t.assert.fileSnapshot(text, join(FIXTURES, id, "mixed", "expected.txt"), { serializers: [String] });
  });
}
