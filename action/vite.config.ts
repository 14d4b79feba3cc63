import { defineConfig } from "vite";

/** The Action as one ESM file: everything but `node:` modules inside, so that `uses:` needs no install. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: "warn",
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: "main.ts",
    outDir: "dist",
    emptyOutDir: true,
    target: "node24",
    minify: true,
    rollupOptions: { output: { format: "es", entryFileNames: "index.js", codeSplitting: false } },
  },
});
