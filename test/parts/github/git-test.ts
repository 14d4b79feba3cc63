import { type TestContext, test } from "node:test";
import { findProgram, hasParts } from "../presence.ts";

/** False where there is no git: then nothing is started, and each `gitTest` is skipped loudly. */
export const hasGit = findProgram("git") !== undefined;

/** A test that needs the emulator, whose repositories are git's. */
export function gitTest(name: string, work: (t: TestContext) => Promise<void>): void {
  test(name, async (t) => {
    if (hasParts(t, "git")) await work(t);
  });
}
