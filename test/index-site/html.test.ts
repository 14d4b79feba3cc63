import assert from "node:assert/strict";
import { test } from "node:test";
import { html, link, safeUrl } from "../../index-site/html.ts";

test("escapes every interpolated text", () => {
  const evil = `<b>"'&\`</b>`;
  assert.equal(
    html`<p title="${evil}">${evil}</p>`.toString(),
    '<p title="&lt;b&gt;&quot;&#39;&amp;&#96;&lt;/b&gt;">&lt;b&gt;&quot;&#39;&amp;&#96;&lt;/b&gt;</p>',
  );
});

test("keeps markup, joins lists, drops nothing values", () => {
  assert.equal(html`${html`<i>${1}</i>`}${["<", html`<br>`]}${undefined}${false}`.toString(), "<i>1</i>&lt;<br>");
});

test("what only looks like markup is text", () => {
  const fake = { toString: () => "<script>" };
  assert.throws(() => html`${fake as never}`.toString());
});

test("drops controls, colors and marks that turn text around", () => {
  assert.equal(html`${"a\u0000\u001b[31mb\u202ec"}`.toString(), "abc");
});

const URLS: [url: string, safe: string][] = [
  ["https://example.org/?a=1&b=2#c", "https://example.org/?a=1&b=2#c"],
  ["HTTP://example.org", "HTTP://example.org"],
  ["../p/x/", "../p/x/"],
  ["?q=a:b", "?q=a:b"],
  ["#top", "#top"],
  ["", ""],
  ["javascript:alert(1)", "#"],
  ["JaVaScRiPt:alert(1)", "#"],
  [" \u0001javascript:alert(1)", "#"],
  ["java\tscript:alert(1)", "#"],
  ["java\nscript:alert(1)", "#"],
  ["data:text/html,x", "#"],
  ["vbscript:x", "#"],
  ["mailto:a@b.example", "#"],
  ["file:///etc/passwd", "#"],
  ["//evil.example", "#"],
  ["\\\\evil.example", "#"],
  ["https:evil", "#"],
];

for (const [url, safe] of URLS) {
  test(`takes ${JSON.stringify(url)} as ${JSON.stringify(safe)}`, () => {
    assert.equal(safeUrl(url), safe);
    assert.ok(html`<a href="${url}">x</a>`.toString().startsWith(`<a href="${safe.replaceAll("&", "&amp;")}"`));
  });
}

test("a link that may not be followed is only its text", () => {
  assert.equal(link("javascript:x", "text").toString(), "<span>text</span>");
});
