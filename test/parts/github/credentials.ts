import { randomBytes, verify } from "node:crypto";
import type { GitHubState, InstallationState, TokenState } from "./state.ts";

/** Who a request comes from. */
export type Caller =
  | { kind: "anonymous" }
  | { kind: "app" }
  | { kind: "installation"; token: TokenState }
  | { kind: "refused"; message: string };

const TOKEN_LIFE_MS = 3_600_000;

function decode(part: string | undefined): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/**
 * GitHub's rules for the JWT of an App: RS256, issued by the App, alive, at most ten minutes long.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
function judgeJwt(state: GitHubState, jwt: string): Caller {
  const refused: Caller = { kind: "refused", message: "A JSON web token could not be decoded" };
  const [header, payload, signature] = jwt.split(".");
  try {
    if (decode(header)["alg"] !== "RS256") return refused;
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify("RSA-SHA256", signed, state.publicKey, Buffer.from(signature ?? "", "base64url"))) return refused;
    const { iat, exp, iss } = decode(payload);
    const now = state.clock.now().getTime() / 1000;
    if (typeof iat !== "number" || iat > now + 1) {
      return {
        kind: "refused",
        message: "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      };
    }
    if (typeof exp !== "number" || exp <= now)
      return {
        kind: "refused",
        message:
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      };
    if (exp - iat > 600)
      return { kind: "refused", message: "'Expiration time' claim ('exp') is too far in the future" };
    if (String(iss) !== String(state.appId))
      return { kind: "refused", message: "'Issuer' claim ('iss') must be an Integer" };
    return { kind: "app" };
  } catch {
    return refused;
  }
}

/** Who sent this `authorization` header. */
export function readCaller(state: GitHubState, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: "anonymous" };
  const credential = authorization.replace(/^(?:bearer|token) /i, "");
  if (credential.split(".").length === 3) return judgeJwt(state, credential);
  const token = state.tokens.get(credential);
  if (token === undefined || token.installation.isDeleted || token.expiresAt <= state.clock.now().getTime()) {
    return { kind: "refused", message: "Bad credentials" };
  }
  return { kind: "installation", token };
}

/** Mints an installation token; `asked` can only narrow what the installation grants. */
export function mintToken(
  state: GitHubState,
  installation: InstallationState,
  asked: Record<string, string> | undefined,
): TokenState & { expires: string } {
  const token = {
    token: `ghs_${randomBytes(18).toString("base64url").replace(/[-_]/g, "0")}`,
    installation,
    permissions: asked ?? installation.permissions,
    expiresAt: state.clock.now().getTime() + TOKEN_LIFE_MS,
  };
  state.tokens.set(token.token, token);
  const expires = new Date(token.expiresAt).toISOString().replace(/\.\d{3}Z$/, "Z");
  return { ...token, expires };
}

/** Name under which requests of a caller are counted. */
export function actorOf(caller: Caller): string {
  return caller.kind === "installation" ? `installation ${caller.token.installation.id}` : caller.kind;
}
