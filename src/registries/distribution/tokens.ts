import { type Challenge, parseWwwAuthenticate } from "../../http/www-authenticate.ts";
import { stringMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import type { RegistryPorts } from "../registry.ts";
import { RegistryFault } from "../registry-fault.ts";
import { checkStatus } from "./status.ts";

/** Who gives tokens for a registry: https://distribution.github.io/distribution/spec/auth/token/ */
export interface TokenService {
  realm: string;
  service?: string;
  /** What to ask for, where a challenge names it. Default: to pull from the repository. */
  scope?: string;
}

/** What opens a repository: the `Authorization` to send, and until when. */
export interface Pass {
  authorization: string;
  expiresAtMs: number;
}

const ANSWER_CAP_BYTES = 64 * 1024;
/** What the specification says where `expires_in` is absent, seconds. */
const DEFAULT_SECONDS = 60;
/** A token is renewed this long before it ends, milliseconds. */
const MARGIN_MS = 5000;

/** What a refusal asks for: a token of a service, the credentials themselves, or nothing that we have. */
export function readChallenge(field: string | null): TokenService | "basic" | undefined {
  const challenges = parseWwwAuthenticate(field ?? "");
  const bearer = challenges.map(tokenService).find((service) => service !== undefined);
  if (bearer !== undefined) return bearer;
  return challenges.some(({ scheme }) => scheme === "basic") ? "basic" : undefined;
}

function tokenService({ scheme, parameters }: Challenge): TokenService | undefined {
  const realm = URL.parse(parameters.get("realm") ?? "")?.href;
  if (scheme !== "bearer" || realm === undefined) return undefined;
  const service = parameters.get("service");
  const scope = parameters.get("scope");
  return { realm, ...(service === undefined ? {} : { service }), ...(scope === undefined ? {} : { scope }) };
}

/** Asks for a token that lets one pull from a repository; anonymously where no credentials are given. */
export async function fetchToken(
  ports: RegistryPorts,
  { realm, service, scope }: TokenService,
  repository: string,
  credentials: string | undefined,
): Promise<Pass> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope ?? `repository:${repository}:pull`);
  const authorization = credentials === undefined ? {} : { authorization: credentials };
  const headers = { accept: "application/json", ...authorization };
  const response = await ports.http.fetch({ url: url.href, capBytes: ANSWER_CAP_BYTES, headers });
  // A token service that knows no such scope or account answers 400 or 404 as well.
  if ([400, 404].includes(response.status)) throw new RegistryFault("auth", "the token service gives no token");
  checkStatus(response.status);
  const answer = readJsonObject(response.body);
  if (isProblem(answer)) throw new RegistryFault("malformed", "token answer is not JSON");
  const text = stringMember(answer.json, "token") ?? stringMember(answer.json, "access_token");
  // The characters of a bearer token (https://www.rfc-editor.org/rfc/rfc6750#section-2.1): it becomes a header.
  if (text === undefined || !/^[\w.~+/-]{1,16384}=*$/.test(text)) {
    throw new RegistryFault("auth", "token answer holds no token");
  }
  const seconds = answer.json["expires_in"];
  const lifeMs = (typeof seconds === "number" && seconds > 0 ? seconds : DEFAULT_SECONDS) * 1000;
  return { authorization: `Bearer ${text}`, expiresAtMs: ports.now().getTime() + lifeMs - MARGIN_MS };
}
