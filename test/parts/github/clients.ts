import { sign } from "node:crypto";
import type { GitHubClient } from "../../../src/github/client.ts";
import { makeProbot } from "../../../src/github/make-probot.ts";
import type { GitHubEmulator } from "./emulator.ts";

/** The App's own client for the installation of an owner; tokens and limits are Probot's, by the system's clock. */
export async function makeInstallationClient(github: GitHubEmulator, owner: string): Promise<GitHubClient> {
  const probot = makeProbot(github, false);
  await probot.ready();
  return await probot.auth(github.installation(owner).id);
}

/** A JWT of an App, issued at `at` for ten minutes less half a minute. */
export function makeAppJwt({ appId, privateKey }: { appId: number; privateKey: string }, at: Date): string {
  const issuedAt = Math.floor(at.getTime() / 1000) - 30;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: issuedAt, exp: issuedAt + 570, iss: appId })}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
}
