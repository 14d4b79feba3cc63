import { stringMember } from "../oci/json-member.ts";
import { isJsonObject, readJsonObject } from "../oci/json-object.ts";
import { isProblem } from "../oci/problem.ts";

/** Hosts of Docker Hub: the one that is asked, and how `docker login` writes it. */
const HUB = "registry-1.docker.io";
const HUB_NAMES: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/**
 * `auths` of Docker's config.json as a function from host to `Authorization`; undefined when the text is no such file.
 * Credential helpers and identity tokens are not used: the first would run programs, the second need another protocol.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export function readDockerAuths(bytes: Uint8Array): ((host: string) => string | undefined) | undefined {
  const document = readJsonObject(bytes);
  if (isProblem(document)) return undefined;
  const auths = document.json["auths"];
  if (auths !== undefined && !isJsonObject(auths)) return undefined;
  const byHost = new Map<string, string>();
  for (const [key, entry] of Object.entries(auths ?? {})) {
    const host = hostOf(key);
    const authorization = isJsonObject(entry) ? readEntry(entry) : undefined;
    if (host !== undefined && authorization !== undefined && !byHost.has(host)) byHost.set(host, authorization);
  }
  return (host) => byHost.get(host.toLowerCase());
}

/** `ghcr.io`, `https://index.docker.io/v1/`, `127.0.0.1:5000`; a key with a repository is for that repository only. */
function hostOf(key: string): string | undefined {
  const url = URL.parse(/^https?:\/\//.test(key) ? key : `https://${key}`);
  if (url === null || url.username !== "" || !/^\/(?:v[12]\/?)?$/.test(url.pathname)) return undefined;
  return HUB_NAMES.has(url.host) ? HUB : url.host;
}

function readEntry(entry: Readonly<Record<string, unknown>>): string | undefined {
  const written = stringMember(entry, "auth");
  const username = stringMember(entry, "username");
  const password = stringMember(entry, "password");
  const pair = written ? Buffer.from(written, "base64").toString() : username && `${username}:${password ?? ""}`;
  // https://www.rfc-editor.org/rfc/rfc7617#section-2: a name, a colon, no control characters.
  if (pair === undefined || !/^[^:\p{Cc}]+:[^\p{Cc}]+$/u.test(pair)) return undefined;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}
