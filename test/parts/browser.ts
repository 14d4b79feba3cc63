import { type BrowserContext, chromium } from "playwright-core";
import { findProgram } from "./presence.ts";

/** Debian's Chromium without any traffic of its own; closed after the test. */
export async function openBrowser(
  t: { after(stop: () => Promise<void>): void },
  options: { colorScheme?: "light" | "dark"; viewport?: { width: number; height: number } } = {},
): Promise<BrowserContext> {
  const executablePath = findProgram("chromium");
  if (executablePath === undefined) throw new Error("no chromium on PATH");
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  t.after(() => browser.close());
  return browser.newContext(options);
}
