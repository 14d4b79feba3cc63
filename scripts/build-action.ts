import { resolve } from "node:path";
import { build } from "vite";

const ACTION = resolve(import.meta.dirname, "../action");

/** The Action as one ESM file: everything but `node:` modules inside, so that `uses:` needs no install. */
export async function buildAction(outDir: string): Promise<void> {
  await build({
    root: ACTION,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: resolve(ACTION, "main.ts"),
      outDir,
      emptyOutDir: true,
      target: "node24",
      minify: true,
      rolldownOptions: { output: { format: "es", entryFileNames: "index.js", codeSplitting: false } },
    },
  });
}

if (import.meta.main) await buildAction(resolve(ACTION, "dist"));
