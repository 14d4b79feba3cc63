import { stringMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import type { RegistryPorts } from "../registry.ts";
import { RegistryFault, reasonOf } from "../registry-fault.ts";
import { fetchToken, type Pass, readChallenge, type TokenService } from "./tokens.ts";

/** How one asks: as anybody first, with the operator's credentials where that does not do. */
export type Level = "anonymous" | "credentials";

/** What opens the repositories of one endpoint. */
export interface Access {
  /** What to send with the first request to a repository; nothing where the registry never asked for anything. */
  first(repository: string): Promise<{ authorization: string; level: Level } | undefined>;
  /** Answers a refusal on a level; undefined where that level has no answer. `refused` is what did not do. */
  answer(repository: string, field: string | null, level: Level, refused?: string): Promise<string | undefined>;
}

/** Keeps tokens by repository, and which service gives them: also between runs, so that the first request is the last. */
export function makeAccess(endpoint: string, ports: RegistryPorts): Access {
  const known = new Map<string, Pass & { level: Level }>();
  const asked = new Map<string, Promise<Pass>>();
  const credentials = ports.credentialOf?.(new URL(endpoint).host);
  /** What the registry itself has said in this run: the only place that credentials are sent to. */
  let said: TokenService | undefined;
  let service = readService(ports.memory?.get("token-service", endpoint));

  /** The scope is of one repository, the rest of all. */
  function learnService({ scope: _, ...learned }: TokenService): void {
    said = learned;
    if (learned.realm === service?.realm && learned.service === service.service) return;
    service = learned;
    ports.memory?.set("token-service", endpoint, JSON.stringify(learned));
  }

  function current(repository: string): { authorization: string; level: Level } | undefined {
    const pass = known.get(repository);
    return pass !== undefined && pass.expiresAtMs > ports.now().getTime() ? pass : undefined;
  }

  /** Requests that are refused at the same time share one question. */
  async function askToken(from: TokenService, repository: string, level: Level): Promise<string> {
    const key = `${level} ${repository}`;
    const given = level === "credentials" ? credentials : undefined;
    const question = asked.get(key) ?? fetchToken(ports, from, repository, given).finally(() => void asked.delete(key));
    asked.set(key, question);
    const pass = await question;
    known.set(repository, { ...pass, level });
    return pass.authorization;
  }

  async function first(repository: string) {
    const pass = current(repository);
    if (pass !== undefined || service === undefined) return pass;
    const level = known.get(repository)?.level ?? "anonymous";
    try {
      return { authorization: await askToken(service, repository, level), level };
    } catch (fault) {
      // It may have moved since: the registry itself says where to ask.
      if (reasonOf(fault) === undefined) throw fault;
      return undefined;
    }
  }

  async function answer(repository: string, field: string | null, level: Level, refused?: string) {
    const pass = current(repository);
    if (pass !== undefined && pass.level === level && pass.authorization !== refused) return pass.authorization;
    if (level === "credentials" && credentials === undefined) return undefined;
    const told = readChallenge(field);
    if (told !== undefined && told !== "basic") learnService(told);
    const challenge = told ?? (level === "credentials" ? said : service);
    if (challenge === undefined) return undefined;
    if (challenge === "basic") {
      if (level === "anonymous" || credentials === undefined || credentials === refused) return undefined;
      known.set(repository, { authorization: credentials, expiresAtMs: Number.POSITIVE_INFINITY, level });
      return credentials;
    }
    try {
      return await askToken(challenge, repository, level);
    } catch (fault) {
      const isTurn = level === "anonymous" && credentials !== undefined && fault instanceof RegistryFault;
      if (isTurn && fault.reason === "auth") return undefined;
      throw fault;
    }
  }

  return { first, answer };
}

/** Written by an earlier run; anything else is as good as nothing. */
function readService(text: string | undefined): TokenService | undefined {
  const document = readJsonObject(Buffer.from(text ?? ""));
  if (isProblem(document)) return undefined;
  const realm = URL.parse(stringMember(document.json, "realm") ?? "")?.href;
  const service = stringMember(document.json, "service");
  if (realm === undefined) return undefined;
  return service === undefined ? { realm } : { realm, service };
}
