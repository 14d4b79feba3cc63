import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Entry } from "../src/model/entry.ts";
import type { Image } from "../src/model/image.ts";
import { EXAMPLE } from "./commands/run-cli.ts";
import { openBrowser } from "./parts/browser.ts";
import { fallbackTag, type MadeImage, makeImage, makeIndex, makeReferrer } from "./parts/oci-images.ts";
import { hasParts } from "./parts/presence.ts";
import { putImage } from "./parts/put-image.ts";
import { startWorld, type World } from "./parts/world.ts";

/*
 * The story of one plugin, told with real parts: a git repository behind the GitHub emulator, the App as a process of
 * its own, Debian's registry, services shaped like Sigstore's, Chromium. Later work makes it richer, never weaker.
 */

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const MANIFEST = readFileSync(join(EXAMPLE, "repositories/lab__plugins/segment.plugin.json"), "utf8").replace(
  '  "license": "BSD-3-Clause",\n',
  "",
);

/** The example's manifest without its license, so that two criteria keep it from gold. */
function manifest(version: string, description = "Finds nuclei."): string {
  return MANIFEST.replaceAll("1.2.0", version).replace(
    /"description": "Segmentation[^"]*"/,
    `"description": "${description}"`,
  );
}

/** Two platforms, a user of their own, one package that has a known hole. */
async function makeSegment(): Promise<MadeImage> {
  const status = ["toylibc 2.36-9", "toytiff 1.4.2-1"].map((line) => {
    const [name, version] = line.split(" ");
    return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\nDescription: invented\n`;
  });
  const platforms = ["linux/amd64", "linux/arm64"].map((platform) =>
    makeImage({
      platform,
      layers: [
        {
          files: { "etc/os-release": 'ID=debian\nVERSION_ID="12"\n', "var/lib/dpkg/status": `${status.join("\n")}\n` },
        },
        { files: { "usr/local/bin/segment": `#!/bin/sh\n# ${platform}\n` } },
        {
          files: {
            "usr/lib/python3/site-packages/numpy-1.26.4.dist-info/METADATA":
              "Metadata-Version: 2.1\nName: numpy\nVersion: 1.26.4\n",
          },
        },
      ],
      config: { User: "1000", Entrypoint: ["/usr/local/bin/segment"] },
    }),
  );
  return makeIndex(await Promise.all(platforms));
}

async function pushSigned(
  world: World,
  tag: string,
  image: MadeImage,
  signer: string,
  repositoryId: string,
): Promise<void> {
  await putImage(world.registry, "lab/segment", tag, image);
  const { digest } = image.descriptor;
  const bundle = await world.sigstore.signImage({ digest, repository: signer, repositoryId, ref: `refs/tags/v${tag}` });
  const referrer = makeReferrer(image.descriptor, {
    artifactType: BUNDLE,
    layers: [{ mediaType: BUNDLE, bytes: JSON.stringify(bundle) }],
  });
  await putImage(world.registry, "lab/segment", fallbackTag(digest), makeIndex([referrer]));
}

function imageOf(world: World, entry: Entry): Image {
  const [named] = entry.images;
  assert.ok(named?.digest.outcome === "known");
  const digest = named.digest.value;
  const image = world.images().find((one) => one.digest === digest);
  assert.ok(image !== undefined, `no record of ${digest}`);
  return image;
}

/** Asks the search page and waits until it shows just these plugins, in this order. */
async function assertFound(page: Page, url: string, words: string, expected: string[]): Promise<void> {
  const loaded = page.waitForResponse(/search-index\.json/);
  await page.goto(`${url}?q=${encodeURIComponent(words)}`);
  assert.equal((await loaded).status(), 200);
  const status = expected.length === 0 ? /No plugin found/ : new RegExp(`^${expected.length} plugin`);
  await page.locator("#status", { hasText: status }).waitFor();
  assert.deepEqual(await page.locator("#results h2 a").allInnerTexts(), expected);
}

test("one plugin's way: pushed, checked, resolved, verified, scanned, classified, graded, published, found", async (t) => {
  if (!hasParts(t, "git", "docker-registry", "chromium")) return;
  const world = await startWorld(t);
  const { github } = world;
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const page = await (await openBrowser(t)).newPage();
  let entry: Entry;

  await t.test(
    "pushed → delivered → read at the commit → a finding at line 30; the image is not there yet, not red",
    async () => {
      const sha = await github.commit(repository, { "segment.plugin.json": manifest("1.2.0") });
      entry = await world.entry((one) => one.manifest.commit === sha);
      assert.equal(entry.id, "github.com/lab/plugins//segment.plugin.json");
      const run = await world.completedCheckRun(repository, sha);
      assert.equal(run.conclusion, "neutral");
      const notes = run.annotations.map(({ path, start_line, annotation_level, title }) => ({
        path,
        start_line,
        annotation_level,
        title,
      }));
      assert.deepEqual(
        notes.filter(({ title }) => title === "default-in-range"),
        [{ path: "segment.plugin.json", start_line: 30, annotation_level: "warning", title: "default-in-range" }],
      );
      const missing = entry.findings.find(({ check }) => check === "image-exists");
      assert.equal(missing?.level, "note");
      assert.match(missing?.message ?? "", /not there yet/);
      assert.ok(entry.findings.every(({ level }) => level !== "error"));
      await assertFound(page, world.siteUrl, "nuclei", ["segment-nuclei"]);
    },
  );

  await t.test(
    "image pushed and signed by its own workflow → digest, platforms, uid, signer, packages, one hole, tier",
    async () => {
      await pushSigned(world, "1.2.0", await makeSegment(), "lab/plugins", String(repository.id));
      const sha = await github.commit(repository, {
        "segment.plugin.json": manifest("1.2.0", "Finds nuclei and labels them."),
      });
      entry = await world.entry((one) => one.manifest.commit === sha);
      const image = imageOf(world, entry);
      assert.deepEqual(
        image.platforms.map(({ platform }) => platform.architecture),
        ["amd64", "arm64"],
      );
      assert.ok(image.platforms.every(({ config }) => config.user === "1000"));
      assert.ok(image.signature.outcome === "known");
      assert.equal(image.signature.value.state, "verified");
      assert.equal(image.signature.value.reason, "same-repo");
      assert.equal(
        image.signature.value.signer?.subjectAltName,
        "https://github.com/lab/plugins/.github/workflows/release.yml@refs/tags/v1.2.0",
      );
      assert.ok(image.scan.outcome === "known");
      assert.equal(image.scan.value.packages, 3);
      assert.deepEqual(
        image.scan.value.vulnerabilities.map(({ id, fixed }) => ({ id, fixed })),
        [{ id: "EXAMPLE-2026-0001", fixed: "1.4.2-3" }],
      );
      const concepts = entry.concepts.map(({ id }) => id);
      assert.ok(
        concepts.includes("operation/segmentation") && concepts.includes("modality/light-microscopy"),
        concepts.join(),
      );
      assert.ok(entry.tier.outcome === "known");
      assert.equal(entry.tier.value.name, "contrib");
      const open = entry.tier.value.criteria.filter(({ outcome }) => outcome !== "met");
      assert.deepEqual(
        open.map(({ id }) => id),
        ["license", "no-known-vulnerabilities"],
      );
    },
  );

  await t.test("found by search on the page, which names the signer and what is missing", async () => {
    await assertFound(page, world.siteUrl, "signature:verified segmentation", ["segment-nuclei"]);
    await page.getByRole("link", { name: "segment-nuclei" }).first().click();
    await page.waitForURL(`**/p/${entry.slug}/`);
    const text = await page.locator("main").innerText();
    for (const words of ["lab/plugins", "v1.2.0", "EXAMPLE-2026-0001", "license", "Segmentation"]) {
      assert.ok(text.toLowerCase().includes(words.toLowerCase()), `the page says ${words}`);
    }
  });

  await t.test("fault: the signature is a stranger's → untrusted, and the plugin says so at its line", async () => {
    const image = makeIndex([
      await makeImage({
        platform: "linux/amd64",
        layers: [{ files: { "etc/motd": "1.3.0" } }],
        config: { User: "1000" },
      }),
    ]);
    await pushSigned(world, "1.3.0", image, "stranger/fork", "999");
    const sha = await github.commit(repository, { "segment.plugin.json": manifest("1.3.0") });
    entry = await world.entry((one) => one.manifest.commit === sha);
    const { signature } = imageOf(world, entry);
    assert.ok(signature.outcome === "known");
    assert.equal(signature.value.state, "untrusted");
    const finding = entry.findings.find(({ check }) => check === "image-signed");
    assert.equal(finding?.level, "warning");
    assert.ok(finding !== undefined && "line" in finding.at && finding.at.line === 10);
    assert.equal(entry.versions.length, 3);
  });

  await t.test("fault: the registry is down → the last known good stands with the date it was learned", async () => {
    const before = imageOf(world, entry).digest;
    await world.registry.stop();
    const sha = await github.commit(repository, {
      "segment.plugin.json": manifest("1.3.0", "Finds nuclei while the registry is down."),
    });
    entry = await world.entry((one) => one.manifest.commit === sha);
    const [named] = entry.images;
    assert.ok(named?.digest.outcome === "not-available");
    assert.equal(named.digest.last?.value, before);
    assert.ok(named.digest.last !== undefined && named.digest.last.asOf < named.digest.asOf);
    await page.goto(`${world.siteUrl}p/${entry.slug}/`);
    assert.match(await page.locator("main").innerText(), new RegExp(before.slice(0, 20)));
  });

  await t.test(
    "fault: the repository is renamed → the entry keeps its history, the old address leads to the new",
    async () => {
      const { slug, firstSeen } = entry;
      await github.rename(repository, "tools");
      entry = await world.entry((one) => one.repository.name === "tools");
      assert.equal(entry.id, "github.com/lab/tools//segment.plugin.json");
      assert.equal(entry.firstSeen, firstSeen);
      await page.goto(`${world.siteUrl}p/${slug}/`);
      await page.waitForURL(`**/p/${entry.slug}/`);
    },
  );

  await t.test(
    "fault: the repository is made private → gone at once, and nothing of it is left but its address",
    async () => {
      await github.setPrivate(repository);
      entry = await world.entry((one) => one.status === "gone");
      await assertFound(page, world.siteUrl, "nuclei", []);
      const answer = await page.goto(`${world.siteUrl}p/${entry.slug}/`);
      assert.equal(answer?.status(), 200);
      for (const folder of [world.publicFolder, world.catalogFolder]) {
        for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
          const path = join(name.parentPath, name.name);
          if (!name.isFile() || !existsSync(path)) continue;
          assert.doesNotMatch(readFileSync(path, "utf8"), /Finds nuclei|segment-nuclei|toytiff/, path);
        }
      }
    },
  );
});
