import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOf, showBytes } from "../../index-site/format.ts";
import { makeCatalog, makeHostileEntry, sampleInventory } from "../exporters/sample-catalog.ts";
import { makeContext, publishAll, wordsOf as wordsOfPage } from "./serve-site.ts";

const context = makeContext({ assets: { "client.js": "1", "style.css": "2" } });
const files = publishAll(makeCatalog([makeHostileEntry()]), context);

function page(path: string): string {
  const text = files.get(path);
  assert.ok(text !== undefined, path);
  return text;
}

/** Words of a page as people read them. */
function wordsOf(path: string): string {
  return wordsOfPage(page(path));
}

const SEGMENT: RegExp[] = [
  /segment 1\.2\.0/,
  /Signed by the workflow release\.yml of lab\/plugins at v1\.2\.0/,
  /Reason: policy-rule-met/,
  /2 known vulnerabilities: 1 high, 1 unknown; 1 with a fix/,
  /Matched against data of 2026-02-27 ; 210 of 214 packages matchable/,
  /Missing for Gold: the manifest has no test Add one test/,
  /builds are not repeated yet \(not supported\)/,
  /2 of 4 criteria met profile st4sd/,
  /1 to 500 px/,
  /cyto, nuclei/,
  /runs as user 1000/,
  /because of name: segment/,
  /Give a default inside the range/,
  /Muted until 2026-12-31/,
  /1\.1\.0 2026-02-20/,
];

for (const words of SEGMENT) {
  test(`the plugin page says ${words.source}`, () => assert.match(wordsOf("p/lab-segment/index.html"), words));
}

test("a finding leads to the author's line at the commit", () => {
  const url =
    "https://github.com/lab/plugins/blob/0123456789abcdef0123456789abcdef01234567/lab-segment.plugin.json#L31";
  assert.ok(page("p/lab-segment/index.html").includes(`href="${url}"`));
});

test("what could not be asked says so, with the last known good and its age", () => {
  assert.match(
    wordsOf("p/sky-radio-imager/index.html"),
    /Could not be found out on 2026-03-01 : the registry answered 503\. Last known, 9 days old: sha256:dddd/,
  );
  assert.match(
    wordsOf("p/cells-cellpose-runner/index.html"),
    /layer could not be fetched: 429\. Last known, 9 days old: .*Serious weaknesses/,
  );
});

test("what is not supported says so, and is no clean verdict", () => {
  const words = wordsOf("p/sky-radio-imager/index.html");
  assert.match(words, /Not supported: this form of signature is not read yet/);
  assert.match(words, /Not supported: images of this kind are not opened yet/);
  assert.doesNotMatch(words, /No known vulnerability|Unsigned/);
});

test("an entry whose manifest cannot be read has a page with its findings", () => {
  assert.match(wordsOf("p/lab-broken/index.html"), /the file is no JSON.*unexpected end of the text/);
});

test("the image page shows layers, packages, fixes, evidence and users", () => {
  const words = wordsOf(`i/sha256-${"a".repeat(64)}/index.html`);
  for (const part of [
    /openssl 3\.0\.11-1 Debian:12/,
    /3\.0\.13-1/,
    /no fix known/,
    /known exploited/,
    /log entry 123456/,
    /Used by segment/,
    /PATH, LANG/,
    /known by annotation/,
  ]) {
    assert.match(words, part);
  }
  assert.ok(sampleInventory.components.length > 0);
});

test("a tombstone says that it is gone and nothing of its content", () => {
  assert.match(wordsOf("p/lost-tool/index.html"), /Gone\. the repository is private or deleted/);
  assert.doesNotMatch(page("p/lost-tool/index.html"), /Private now/);
  assert.doesNotMatch(page("api/v1/entries/lost-tool.json"), /Private now/);
});

test("what was taken back keeps its page with a banner, out of search engines and lists", () => {
  assert.match(page("p/leaky-tool/index.html"), /Taken back.*noindex|noindex[\s\S]*Taken back/);
  for (const path of ["index.html", "search-index.json", "api/v1/index.json", "api/v1/catalog.json"]) {
    assert.doesNotMatch(page(path), /leaky-tool|lost-tool/, path);
  }
});

test("every page has the policy, no inline script or style, and only relative or https links", () => {
  for (const [path, text] of files) {
    if (!path.endsWith(".html")) continue;
    assert.match(
      text,
      /Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/,
      path,
    );
    assert.doesNotMatch(text, /unsafe-|<style|\sstyle="|\son[a-z]+="|<script(?! type="module" src=)/, path);
    for (const [, url] of text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
      assert.match(url ?? "", /^(?:https?:\/\/|\.\.?\/|[?#]|data:,$|[a-z0-9]|$)/i, `${path} ${url}`);
      assert.doesNotMatch(url ?? "", /^(?:javascript|data:text|mailto|vbscript):/i, path);
    }
  }
});

test("no file has an e-mail address, and no page or index a control character", () => {
  for (const [path, text] of files) {
    if (path.startsWith("assets/")) continue;
    assert.doesNotMatch(text, /(?:ada|mallory)@/, path);
    if (!path.startsWith("api/")) assert.doesNotMatch(text.replace(/[\n\t]/g, ""), /[\p{Cc}\p{Cf}]/u, path);
  }
});

test("without JavaScript the home page lists everything that is offered", () => {
  for (const slug of [
    "lab-segment",
    "polus-ome-converter",
    "cells-cellpose-runner",
    "sky-radio-imager",
    "lab-old-threshold",
    "lab-broken",
  ]) {
    assert.ok(page("index.html").includes(`href="p/${slug}/"`), slug);
  }
});

test("ages and sizes are readable", () => {
  assert.equal(ageOf("2026-01-01T00:00:00Z", "2026-01-01T10:00:00Z"), "less than a day old");
  assert.equal(ageOf("nonsense", "2026-01-01T10:00:00Z"), "of unknown age");
  assert.deepEqual([999, 1000, 1_234_567, 99_900_000_000].map(showBytes), ["999 B", "1.0 kB", "1.2 MB", "99.9 GB"]);
});
