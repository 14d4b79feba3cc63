import { resolve } from "node:path";
import { build } from "vite";

const SITE = resolve(import.meta.dirname, "../index-site");

/** Builds the client files of the site without hashes in their names: same sources, same bytes. */
export async function buildSite(outDir: string): Promise<void> {
  await build({
    root: SITE,
    base: "./",
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: { client: resolve(SITE, "client/main.ts"), style: resolve(SITE, "style.css") },
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name].js",
          assetFileNames: "[name][extname]",
        },
      },
    },
  });
}

if (import.meta.main) await buildSite(resolve(SITE, "dist"));
