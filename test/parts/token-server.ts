import { execFileSync } from "node:child_process";
import { createSign, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A token service as docker-registry wants it: https://distribution.github.io/distribution/spec/auth/jwt/ */
export interface TokenServer {
  /** For the `auth: token` of a registry. */
  realm: string;
  service: string;
  issuer: string;
  certificatePath: string;
  /** Every question so far: who asked (empty: anybody) for what, and the status it got. */
  questions: { user: string; scopes: string[]; status: number }[];
  stop(): Promise<void>;
}

/** What a user may do: everything; what anybody may: pull what is below `public/`. */
const SERVICE = "testbed";
const ISSUER = "testbed-issuer";

/** Starts a token service on a loopback port with a certificate of its own; needs openssl. */
export async function startTokenServer(users: Record<string, string>): Promise<TokenServer> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-token-"));
  const [keyPath, certificatePath] = [join(folder, "token.key"), join(folder, "token.crt")];
  const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", keyPath, "-out", certificatePath];
  execFileSync("openssl", ["req", ...made, "-subj", "/CN=token"], { stdio: "ignore" });
  const sign = makeSigner(readFileSync(keyPath, "utf8"), readFileSync(certificatePath, "utf8"));
  const questions: TokenServer["questions"] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const scopes = new URL(request.url ?? "", "http://x").searchParams.getAll("scope").flatMap((one) => one.split(" "));
    const [user = "", password = ""] = readBasic(request.headers.authorization);
    const isKnown = user === "" || (Object.hasOwn(users, user) && users[user] === password);
    const status = isKnown ? 200 : 401;
    questions.push({ user, scopes, status });
    response.writeHead(status, { "content-type": "application/json" });
    if (!isKnown) response.end(JSON.stringify({ errors: [{ code: "UNAUTHORIZED" }] }));
    else
      response.end(
        JSON.stringify(
          sign(
            user,
            scopes.map((scope) => grant(scope, user)).filter((one) => one !== undefined),
          ),
        ),
      );
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  }
  const realm = `http://127.0.0.1:${address.port}/token`;
  return { realm, service: SERVICE, issuer: ISSUER, certificatePath, questions, stop };
}

interface Grant {
  type: string;
  name: string;
  actions: string[];
}

function grant(scope: string, user: string): Grant | undefined {
  const [type = "", name = "", actions = ""] = scope.split(":");
  const asked = actions.split(",");
  if (user !== "") return { type, name, actions: asked };
  return name.startsWith("public/") && asked.includes("pull") ? { type, name, actions: ["pull"] } : undefined;
}

function readBasic(field: string | undefined): string[] {
  const pair = Buffer.from(field?.replace(/^Basic /, "") ?? "", "base64").toString();
  const colon = pair.indexOf(":");
  return colon < 0 ? [] : [pair.slice(0, colon), pair.slice(colon + 1)];
}

/** Signs as RS256 with the certificate in `x5c`, which the registry compares with its own copy. */
function makeSigner(key: string, certificate: string) {
  const body = certificate.replace(/-----[^-]+-----|\s/g, "");
  const header = encode({ typ: "JWT", alg: "RS256", x5c: [body] });
  return (sub: string, access: Grant[]) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      sub,
      aud: SERVICE,
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: randomUUID(),
      access,
    };
    const text = `${header}.${encode(claims)}`;
    const token = `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
    return { token, access_token: token, expires_in: 300, issued_at: new Date(now * 1000).toISOString() };
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
