#!/usr/bin/env node
// Plain JavaScript: it must run on any Node, so that an old one gets a sentence instead of a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(`waybill needs Node 24 or newer, this is ${process.versions.node}: https://nodejs.org/\n`);
  process.exit(2);
}
const { existsSync } = await import("node:fs");
// A checkout runs its TypeScript; the npm package ships compiled JavaScript.
const source = new URL("../src/cli.ts", import.meta.url);
await import(existsSync(source) ? source.href : new URL("../dist/src/cli.js", import.meta.url).href);
