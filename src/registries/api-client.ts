import { WaybillError } from "../model/waybill-error.ts";
import { isJsonObject, type JsonObject } from "../oci/json-object.ts";
import { checkStatus } from "./distribution/status.ts";
import type { RegistryPorts, RegistrySettings } from "./registry.ts";
import { RegistryFault, type RegistryReason, reasonOf } from "./registry-fault.ts";

/** An answer of a registry's own API: any JSON, and its header fields. */
export interface ApiAnswer {
  json: unknown;
  headers: Headers;
}

/** Asks a registry's own API; faults are thrown as `RegistryFault`. */
export interface ApiClient {
  /** `path` begins with a slash, its parts already encoded. */
  get(path: string): Promise<ApiAnswer>;
}

/** Largest answer, bytes: a page of 100 artifacts of Harbor has some 500 KB. */
const ANSWER_CAP_BYTES = 8 * 1024 * 1024;

/** What an API adds is not worth waiting for: after so many failures in a row it is not asked any more in this run. */
const MAX_OUTAGES = 3;

/** Reasons that say nothing about the one question that was asked. */
const OUTAGES: ReadonlySet<RegistryReason> = new Set([
  "timeout",
  "registry-5xx",
  "rate-limited",
  "unreachable",
  "refused-address",
]);

/** Makes the client of one API; `base` without a slash at its end. Anonymous first, then with the operator's credentials. */
export function makeApiClient(base: string, ports: RegistryPorts, fields: Record<string, string> = {}): ApiClient {
  const authorization = ports.credentialOf?.(new URL(base).host);
  let outages = 0;
  let lastOutage: RegistryReason = "unreachable";

  async function ask(path: string): Promise<ApiAnswer> {
    const headers = { accept: "application/json", ...fields };
    const question = { url: `${base}${path}`, headers, capBytes: ANSWER_CAP_BYTES };
    const anonymous = await ports.http.fetch(question);
    const isRefused = anonymous.status === 401 || anonymous.status === 403;
    // What anybody may see is asked for as anybody.
    const response =
      isRefused && authorization !== undefined
        ? await ports.http.fetch({ ...question, headers: { ...headers, authorization } })
        : anonymous;
    checkStatus(response.status);
    return { json: readJson(response.body), headers: response.headers };
  }

  return {
    async get(path) {
      if (outages >= MAX_OUTAGES) throw new RegistryFault(lastOutage, "the registry's own API is not asked any more");
      try {
        const answer = await ask(path);
        outages = 0;
        return answer;
      } catch (fault) {
        const reason = reasonOf(fault);
        if (reason === undefined || !OUTAGES.has(reason)) outages = 0;
        else {
          outages += 1;
          lastOutage = reason;
        }
        throw fault;
      }
    },
  };
}

/** The answer, when it is an object. */
export function objectOf({ json }: ApiAnswer): JsonObject {
  if (isJsonObject(json)) return json;
  throw new RegistryFault("malformed", "the registry's own API did not answer with an object");
}

/** The base of a registry's own API: the setting, else `standard`. */
export function apiBaseOf(settings: RegistrySettings, standard: string): string {
  const { apiEndpoint = standard, host } = settings;
  const url = URL.parse(apiEndpoint);
  const isPlain = url !== null && url.username === "" && url.password === "" && url.search === "";
  if (!isPlain || !["http:", "https:"].includes(url.protocol)) {
    const what = `registries: apiEndpoint of ${host}`;
    throw new WaybillError("config-invalid", `${what}: expected an http or https address without credentials or query`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new RegistryFault("malformed", "the registry's own API did not answer with JSON");
  }
}
