import assert from "node:assert/strict";
import type { Server } from "node:http";
import { after, before, describe, type TestContext, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { makeOddCatalog } from "../exporters/odd-entries.ts";
import { digestOf, makeCatalog, makeHostileEntry } from "../exporters/sample-catalog.ts";
import { findProgram, hasParts } from "../parts/presence.ts";
import { makeContext, publishAll, serveSite } from "./serve-site.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const IMAGE = `i/${digestOf("a").replace(":", "-")}/`;
const PAGES = [
  "",
  "?q=segment",
  "p/lab-segment/",
  "p/sky-radio-imager/",
  "p/mallory-evil/",
  "p/leaky-tool/",
  "p/lost-tool/",
  IMAGE,
  "taxonomy/",
  "404.html",
];

/** Waits in this process: the policy of the pages forbids Playwright's own way, which evaluates text. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error("waited 15 s in vain");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Pages of the odd catalog: names that are long or from right to left, what is held, unreadable, or of a stranger. */
const ODD_PAGES = [
  "",
  "p/long-names/",
  "p/lab-rtl/",
  "p/evil-repo-segment/",
  "p/lab-pair/",
  "p/lab-unreadable/",
  IMAGE,
];

describe("the site in Chromium", () => {
  let browser: Browser | undefined;
  let server: Server | undefined;
  let url = "";
  let oddServer: Server | undefined;
  let oddUrl = "";

  before(async () => {
    const executablePath = findProgram("chromium");
    if (executablePath === undefined) return;
    ({ server, url } = await serveSite(publishAll(makeCatalog([makeHostileEntry()]), makeContext())));
    ({ server: oddServer, url: oddUrl } = await serveSite(publishAll(makeOddCatalog(), makeContext())));
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  });

  after(async () => {
    await browser?.close();
    server?.close();
    oddServer?.close();
  });

  /** A page of its own that fails the test on errors, violations of the policy and requests off the origin. */
  async function withPage(
    t: TestContext,
    options: BrowserContextOptions,
    body: (page: Page) => Promise<void>,
  ): Promise<void> {
    if (!hasParts(t, "chromium") || browser === undefined) return;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const faults: string[] = [];
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("dialog", (dialog) => faults.push(`dialog ${dialog.message()}`));
    page.on("request", (request) => {
      const isOurs = [url, oddUrl, "data:"].some((start) => request.url().startsWith(start));
      if (!isOurs) faults.push(`request ${request.url()}`);
    });
    try {
      await body(page);
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
    }
  }

  const names = (page: Page): Promise<string[]> => page.locator("#results h2 a").allTextContents();
  const isFound = (page: Page, count: number): Promise<void> =>
    until(async () => (await page.locator("#results .because").count()) === count);

  const isFoundBy = (page: Page, expected: readonly string[]): Promise<void> =>
    until(async () => JSON.stringify((await names(page)).sort()) === JSON.stringify(expected));

  test("search finds by name, by typo and by concept, and says why", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(url);
      await page.keyboard.press("/");
      await page.keyboard.type("segment");
      await page.getByText("4 plugins").waitFor();
      assert.equal((await names(page))[0], "segment");
      await page.fill("#q", "celpose");
      await isFound(page, 1);
      assert.deepEqual(await names(page), ["CellposeRunner"]);
      await page.fill("#q", "imaging");
      await page.getByText("Found by concept: Image analysis").first().waitFor();
      assert.ok((await names(page)).includes("threshold"));
      await page.fill("#q", "name:seg* -cellpose");
      await isFound(page, 1);
      assert.deepEqual(await names(page), ["segment"]);
      await page.fill("#q", "zzzz");
      await page.getByText("No plugin found").waitFor();
    });
  });

  test("a facet narrows, the URL holds the state, and back and forward restore it", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(url);
      await page.fill("#q", "segment");
      await page.waitForURL(/q=segment/);
      await isFound(page, 4);
      await page.locator("#facets").getByLabel("Verified").check();
      await page.waitForURL(/signature=verified/);
      assert.deepEqual(await names(page), ["segment"]);
      assert.equal(await page.evaluate("document.activeElement.value"), "verified");
      await page.locator("#facets").getByLabel("Signed by a stranger").check();
      await isFound(page, 2);
      await page.goBack();
      await isFound(page, 1);
      await page.goBack();
      await isFound(page, 4);
      assert.equal(await page.inputValue("#q"), "segment");
      await page.goBack();
      await until(async () => (await page.inputValue("#q")) === "");
      await page.goForward();
      await isFound(page, 4);
      await page.reload();
      await isFound(page, 4);
    });
  });

  test("keyboard all the way: slash, arrows, enter; and the plugin page is whole", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(url);
      await page.keyboard.press("/");
      await page.keyboard.type("segment");
      await isFound(page, 4);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.waitForURL(/p\/lab-segment\/$/);
      await page.getByText("Signed by the workflow").waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("radio");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\?q=radio$/);
      await isFound(page, 1);
    });
  });

  test("a concept of the plugin page leads to everything that has it", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(`${url}p/lab-segment/`);
      await page.getByRole("link", { name: "Segmentation", exact: true }).click();
      await page.getByRole("button", { name: "Remove filter Operation: Segmentation" }).waitFor();
      assert.equal((await names(page)).length, 4);
    });
  });

  test("on a phone the filters are folded behind a button", async (t) => {
    await withPage(t, { viewport: { width: 360, height: 780 } }, async (page) => {
      await page.goto(url);
      const button = page.getByRole("button", { name: "Filters" });
      assert.equal(await page.locator("#facets").isVisible(), false);
      await button.click();
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      await page.locator("#facets").getByLabel("Signed by a stranger").check();
      await isFoundBy(page, ["CellposeRunner"]);
      assert.equal(await page.locator("#facets").isVisible(), true);
      await button.click();
      assert.equal(await page.locator("#facets").isVisible(), false);
    });
  });

  test("signature: and its facet take the plugin's own verdict", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(`${oddUrl}?q=signature:untrusted`);
      await isFoundBy(page, ["CellposeRunner", "segment-better"]);
      await page.fill("#q", "signature:verified");
      await isFoundBy(page, ["segment"]);
    });
  });

  test("the package table of an image can be filtered", async (t) => {
    await withPage(t, {}, async (page) => {
      await page.goto(`${url}${IMAGE}`);
      await page.getByLabel("Filter packages").fill("pil");
      await page.getByText("1 of 2").waitFor();
      assert.equal(await page.locator("#package-table tbody tr:visible").count(), 1);
    });
  });

  test("without JavaScript everything is listed and no filter is offered", async (t) => {
    await withPage(t, { javaScriptEnabled: false }, async (page) => {
      await page.goto(url);
      assert.equal((await names(page)).length, 7);
      assert.equal(await page.locator("#facets").isVisible(), false);
      await page.getByText("Searching needs JavaScript").waitFor();
      await page.getByRole("link", { name: "segment", exact: true }).click();
      await page.getByRole("heading", { name: "Findings" }).waitFor();
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing on any page kind, ${colorScheme}`, async (t) => {
      await withPage(t, { colorScheme }, async (page) => {
        for (const address of [...PAGES.map((path) => url + path), ...ODD_PAGES.map((path) => oddUrl + path)]) {
          await page.goto(address);
          if (address.includes("?")) await isFound(page, 4);
          for (const details of await page.locator("details").all())
            await details.evaluate((one) => one.setAttribute("open", ""));
          const result = await new AxeBuilder({ page }).analyze();
          const faults = result.violations.map(
            ({ id, nodes }) => `${address}: ${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
          );
          assert.deepEqual(faults, []);
        }
      });
    });
  }

  test("dark mode is dark", async (t) => {
    await withPage(t, { colorScheme: "dark" }, async (page) => {
      await page.goto(url);
      const background = String(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
      const channels = [...background.matchAll(/\d+/g)].map(Number);
      assert.ok(
        channels.every((channel) => channel < 60),
        background,
      );
    });
  });

  for (const width of [360, 768, 1280, 1920]) {
    test(`no page scrolls sideways at ${width} px`, async (t) => {
      await withPage(t, { viewport: { width, height: 800 } }, async (page) => {
        for (const address of [...PAGES.map((path) => url + path), ...ODD_PAGES.map((path) => oddUrl + path)]) {
          await page.goto(address);
          const excess = Number(
            await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
          );
          assert.ok(excess <= 0, `${address} by ${excess} px`);
        }
      });
    });
  }

  test("hostile texts run no script, on pages and in results", async (t) => {
    await withPage(t, {}, async (page) => {
      for (const path of [
        "",
        "p/mallory-evil/",
        "?q=%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E",
        "?q=evil&operation=%22%3E%3Cimg+src%3Dx+onerror%3Dwindow.hit%3D1%3E",
      ]) {
        await page.goto(url + path);
        await page.waitForTimeout(300);
        assert.equal(await page.evaluate("window.hit"), undefined, path);
        assert.equal(await page.locator("main img, main script").count(), 0, path);
      }
      await page.goto(`${url}p/mallory-evil/`);
      for (const link of await page.locator("a").all()) {
        assert.match((await link.getAttribute("href")) ?? "", /^(?:https:\/\/|\.\.\/|\?|#main$)/);
      }
    });
  });

  test("an address that never was gets the page that says so", async (t) => {
    await withPage(t, {}, async (page) => {
      const response = await page.goto(`${url}nothing`);
      assert.equal(response?.status(), 404);
      await page.getByRole("heading", { name: "Nothing is here" }).waitFor();
    });
  });
});
