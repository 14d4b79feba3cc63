import { createPrivateKey, sign } from "node:crypto";
import type { Clock } from "../model/clock.ts";
import { type GitHubClient, malformed } from "./client.ts";
import { textAt } from "./narrow.ts";

/** The App's number and its private key as PEM. */
export interface AppIdentity {
  appId: number;
  privateKey: string;
}

/** GitHub allows ten minutes; half a minute of them for clocks that differ. */
const JWT_LIFE_S = 570;
const CLOCK_DIFFERENCE_S = 30;
const RENEW_BEFORE_MS = 60_000;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/**
 * The JWT by which the App itself asks; lives under ten minutes.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function makeAppJwt(identity: AppIdentity, clock: Clock): string {
  const now = Math.floor(clock.now().getTime() / 1000);
  const payload = { iat: now - CLOCK_DIFFERENCE_S, exp: now + JWT_LIFE_S - CLOCK_DIFFERENCE_S, iss: identity.appId };
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(payload)}`;
  const signature = sign("RSA-SHA256", Buffer.from(text), createPrivateKey(identity.privateKey));
  return `${text}.${signature.toString("base64url")}`;
}

/**
 * Gives installation tokens, each used until a minute before it ends; simultaneous askers share one request.
 * `client` must be able to ask without credentials of its own.
 */
export function makeTokenSource(
  identity: AppIdentity & { installationId: number },
  client: GitHubClient,
  clock: Clock,
): () => Promise<string> {
  let current: { token: string; endsAt: number } | undefined;
  let pending: Promise<string> | undefined;

  async function mint(): Promise<string> {
    const { data } = await client.request("POST /app/installations/{installation_id}/access_tokens", {
      installation_id: identity.installationId,
      headers: { authorization: `bearer ${makeAppJwt(identity, clock)}` },
    });
    const token = textAt(data, "token");
    const endsAt = Date.parse(textAt(data, "expires_at") ?? "");
    if (token === undefined || Number.isNaN(endsAt)) throw malformed("installation token");
    current = { token, endsAt };
    return token;
  }

  return async function takeToken(): Promise<string> {
    if (current !== undefined && clock.now().getTime() < current.endsAt - RENEW_BEFORE_MS) return current.token;
    pending ??= mint().finally(() => {
      pending = undefined;
    });
    return await pending;
  };
}
