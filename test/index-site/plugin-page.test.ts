import assert from "node:assert/strict";
import { test } from "node:test";
import { makeOddCatalog } from "../exporters/odd-entries.ts";
import { digestOf } from "../exporters/sample-catalog.ts";
import { makeContext, publishAll, wordsOf } from "./serve-site.ts";

const files = publishAll(makeOddCatalog(), makeContext({ assets: {} }));

function words(slug: string): string {
  return wordsOf(files.get(`p/${slug}/index.html`) ?? "");
}

const IMAGE = wordsOf(files.get(`i/${digestOf("a").replace(":", "-")}/index.html`) ?? "");

test("a stranger's plugin that names a verified image is not verified on its own page", () => {
  const page = words("evil-repo-segment");
  assert.match(page, /Signature Signed by a stranger/);
  assert.match(page, /A signature is good, but another repository made it: lab\/plugins, not evil\/repo\./);
  assert.match(page, /How it was judged got https:\/\/github\.com\/lab\/plugins/);
  assert.doesNotMatch(page, /Verified|accepts who made it/);
});

test("the page of the image is verified, and says for whom and for whom not", () => {
  assert.match(IMAGE, /Signature Verified/);
  assert.match(IMAGE, /Signed by the workflow release\.yml of lab\/plugins/);
  assert.match(
    IMAGE,
    /Judged for lab\/plugins , whose manifest names this image\. For evil\/repo: Signature Signed by a/,
  );
  assert.match(IMAGE, /segment-better evil\/repo/);
});

test("lists, search index and API have the stranger's own verdict", () => {
  const home = wordsOf(files.get("index.html") ?? "");
  assert.match(home, /segment-better Signature Signed by a stranger/);
  const { plugins } = JSON.parse(files.get("api/v1/index.json") ?? "");
  const impostor = plugins.find(({ slug }: { slug: string }) => slug === "evil-repo-segment");
  assert.equal(impostor.signature, "untrusted");
  assert.deepEqual(impostor.images, [{ digest: digestOf("a"), signature: "untrusted" }]);
});

test("of several images the worst stands for the plugin, and each is shown", () => {
  const page = words("lab-pair");
  assert.match(
    page,
    /Signature Unsigned The worst of its 2 images stands for the plugin\. ghcr\.io\/lab\/segment:1\.2\.0 S/,
  );
  assert.match(page, /quay\.io\/cells\/cellpose:3 not what runs: a base or an alternative/);
  assert.match(
    page,
    /Known vulnerabilities ghcr\.io\/lab\/segment:1\.2\.0 .*CVE-2026-0001 known exploited .*high openssl/,
  );
});

test("no tier is no tier yet, and one that does not apply says so", () => {
  assert.match(words("lab-pair"), /Tier No tier yet/);
  assert.doesNotMatch(words("lab-pair"), /Not needed/);
  const catalog = makeOddCatalog();
  for (const { entries } of catalog.repositories)
    for (const entry of entries) entry.tier = { outcome: "not-applicable" };
  const pages = publishAll(catalog, makeContext({ assets: {} }));
  assert.match(wordsOf(pages.get("p/lab-pair/index.html") ?? ""), /Trust Tier Does not apply\./);
});

test("vulnerabilities of the images stand on the plugin page with what mends them", () => {
  assert.match(
    words("lab-segment"),
    /CVE-2026-0001 .*high openssl 3\.0\.11-1 3\.0\.13-1 CVE-2026-0002 unknown pillow 9\.0\.0 no fix/,
  );
  assert.match(files.get("p/lab-segment/index.html") ?? "", /href="https:\/\/osv\.dev\/vulnerability\/CVE-2026-0001"/);
  assert.doesNotMatch(words("lab-old-threshold"), /Known vulnerabilities/);
});

test("muted findings are folded away with their reason and last day", () => {
  const page = files.get("p/lab-segment/index.html") ?? "";
  assert.match(page, /<details class="muted"><summary>Muted by the authors \(1\)<\/summary>/);
  assert.ok(page.indexOf("default-in-range") < page.indexOf("Muted by the authors"));
  assert.match(wordsOf(page), /Muted until 2026-12-31: the old tag is not offered/);
});

test("the worst finding comes first", () => {
  assert.match(words("lab-pair"), /Findings error the record is not complete .* note no license is stated/);
});

test("files of a folder without git are named, not linked, though the host is github.com", () => {
  const page = files.get("p/lab-pair/index.html") ?? "";
  assert.doesNotMatch(page, /href="https:\/\/github\.com/);
  assert.match(wordsOf(page), /lab-pair\.plugin\.json:2:5/);
  assert.match(wordsOf(page), /read without a commit/);
  assert.doesNotMatch(wordsOf(page), /worktree/);
});

test("a manifest that cannot be read says so first, then where it is wrong, then nothing else", () => {
  assert.match(words("lab-broken"), /The manifest could not be read on 2026-03-01 .*Findings error unexpected end/);
  assert.doesNotMatch(words("lab-broken"), /Trust|Inputs and outputs|names no image/);
});

test("one that could be read before shows the last known good below the findings", () => {
  assert.match(
    words("lab-unreadable"),
    /was-readable .*could not be read .*\(9 days old\) is shown below the findings.*Findings error a comma too many.*Trust/,
  );
  assert.match(wordsOf(files.get("index.html") ?? ""), /was-readable Manifest Cannot be read Tier Could not find out/);
});

test("what the guard holds says since when and why, on its page and on the first one", () => {
  assert.match(words("lab-rtl"), /Held\. A crawl did not find it any more: 1 of 12 entries .* \(since 2026-02-20\)/);
  assert.match(wordsOf(files.get("index.html") ?? ""), /Held since 2026-02-20 \. .*would be lost unexplained/);
  assert.match(words("lost-tool"), /Gone\./);
  assert.doesNotMatch(words("lab-segment"), /Held/);
});

test("texts take the direction of their own first letter", () => {
  const page = files.get("p/lab-rtl/index.html") ?? "";
  assert.match(page, /<h1><bdi>تقطيع-الخلايا<\/bdi>/);
  assert.match(page, /<p class="lead" dir="auto">/);
});
