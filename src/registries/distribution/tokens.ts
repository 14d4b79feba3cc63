import type { HttpClient } from "../../http/http-client.ts";
import { type Challenge, parseWwwAuthenticate } from "../../http/www-authenticate.ts";
import { stringMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import { RegistryFault } from "../registry-fault.ts";
import { checkStatus } from "./status.ts";

/** Anonymous bearer tokens by repository: https://distribution.github.io/distribution/spec/auth/token/ */
export interface Tokens {
  /** The token in use for a repository, unless it has expired. */
  current(repository: string): string | undefined;
  /** Answers a challenge; undefined when it asks for something else than a bearer token. `refused` is the token that did not do. */
  answer(repository: string, challenge: string | null, refused: string | undefined): Promise<string | undefined>;
}

interface Token {
  text: string;
  expiresAtMs: number;
}

const ANSWER_CAP_BYTES = 64 * 1024;
/** What the specification says where `expires_in` is absent, seconds. */
const DEFAULT_SECONDS = 60;
/** A token is renewed this long before it ends, milliseconds. */
const MARGIN_MS = 5000;

/** Keeps tokens; requests that are challenged at the same time share one question. */
export function makeTokens(ports: { http: HttpClient; now: () => Date }): Tokens {
  const known = new Map<string, Token>();
  const asked = new Map<string, Promise<Token>>();

  function current(repository: string): string | undefined {
    const token = known.get(repository);
    return token !== undefined && token.expiresAtMs > ports.now().getTime() ? token.text : undefined;
  }

  async function answer(repository: string, field: string | null, refused: string | undefined) {
    const fresh = current(repository);
    if (fresh !== undefined && fresh !== refused) return fresh;
    const challenge = parseWwwAuthenticate(field ?? "").find(({ scheme }) => scheme === "bearer");
    const url = challenge && tokenUrl(challenge, repository);
    if (url === undefined) return undefined;
    const question = asked.get(repository) ?? fetchToken(ports, url).finally(() => asked.delete(repository));
    asked.set(repository, question);
    const token = await question;
    known.set(repository, token);
    return token.text;
  }

  return { current, answer };
}

function tokenUrl(challenge: Challenge, repository: string): string | undefined {
  const url = URL.parse(challenge.parameters.get("realm") ?? "");
  if (url === null) return undefined;
  const service = challenge.parameters.get("service");
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", challenge.parameters.get("scope") ?? `repository:${repository}:pull`);
  return url.href;
}

async function fetchToken(ports: { http: HttpClient; now: () => Date }, url: string): Promise<Token> {
  const response = await ports.http.fetch({ url, capBytes: ANSWER_CAP_BYTES, headers: { accept: "application/json" } });
  // A token service that knows no such scope or account answers 400 or 404 as well.
  if ([400, 404].includes(response.status)) throw new RegistryFault("auth", "no token for anonymous callers");
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
  return { text, expiresAtMs: ports.now().getTime() + lifeMs - MARGIN_MS };
}
