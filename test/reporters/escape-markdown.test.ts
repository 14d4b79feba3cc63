import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeMarkdown } from "../../src/reporters/escape-markdown.ts";

test("leaves plain words as they are and takes the meaning of signs away", () => {
  const rows: [string, string][] = [
    ["tools/segment.plugin-2.json", "tools/segment.plugin-2.json"],
    ["<b>&amp;", "&#60;b&#62;&#38;amp;"],
    ["[a](http://e)", "&#91;a&#93;&#40;http&#58;//e&#41;"],
    ["www.example.org", "www&#46;example.org"],
    ["@lab #1", "&#64;\u2060lab &#35;\u20601"],
    ["a|b\\|c", "a&#124;b&#92;&#124;c"],
    [
      "$x$ :tada: ~~s~~ *e* _u_ `c`",
      "&#36;x&#36; &#58;tada&#58; &#126;&#126;s&#126;&#126; &#42;e&#42; &#95;u&#95; &#96;c&#96;",
    ],
  ];
  for (const [text, escaped] of rows) assert.equal(escapeMarkdown(text), escaped);
});
