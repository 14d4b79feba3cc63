import { WaybillError } from "../model/waybill-error.ts";

/** What an operator sets by environment variables. */
export interface AppSettings {
  appId: number;
  /** PEM. */
  privateKey: string;
  webhookSecret: string;
  /** Address to listen on; default 127.0.0.1. */
  listenHost: string;
  /** Default 3000; 0 takes a free one. */
  port: number;
  /** DNS name of the forge in every id; default github.com. */
  forgeHost: string;
  baseUrl: string;
  /** SQLite file; default `.waybill/queue.db` in the index folder. */
  queuePath: string;
  /** The index repository: folder with waybill.yml and catalog/; default `.`. */
  indexFolder: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Probot's default secret, known to everybody. */
const DEFAULT_SECRET = "development";
const SHORTEST_SECRET = 8;
const HOST = /^[0-9A-Za-z.-]+(?::\d{1,5})?$/;

/**
 * Reads the settings; throws WaybillError `config-missing` or `config-invalid` with the variable's name and never its
 * value. `readText` reads the file of PRIVATE_KEY_PATH.
 */
export function readAppSettings(environment: Environment, readText: (path: string) => string): AppSettings {
  const indexFolder = environment["WAYBILL_INDEX"] ?? ".";
  const forgeHost = environment["GHE_HOST"] ?? "github.com";
  if (!HOST.test(forgeHost)) throw new WaybillError("config-invalid", "GHE_HOST is not a host name");
  return {
    appId: readNumber(environment, "APP_ID", 1, Number.MAX_SAFE_INTEGER),
    privateKey: readPrivateKey(environment, readText),
    webhookSecret: readSecret(environment),
    listenHost: environment["HOST"] ?? "127.0.0.1",
    port: environment["PORT"] === undefined ? 3000 : readNumber(environment, "PORT", 0, 65_535),
    forgeHost,
    baseUrl: environment["GITHUB_API_URL"] ?? baseUrlOf(environment, forgeHost),
    queuePath: environment["WAYBILL_QUEUE"] ?? `${indexFolder}/.waybill/queue.db`,
    indexFolder,
  };
}

/** https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api */
function baseUrlOf(environment: Environment, forgeHost: string): string {
  if (forgeHost === "github.com") return "https://api.github.com";
  const protocol = environment["GHE_PROTOCOL"] === "http" ? "http" : "https";
  return `${protocol}://${forgeHost}/api/v3`;
}

function take(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new WaybillError("config-missing", `${name} is not set`);
  return value;
}

function readNumber(environment: Environment, name: string, minimum: number, maximum: number): number {
  const text = take(environment, name);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new WaybillError("config-invalid", `${name} must be a whole number from ${minimum} to ${maximum}`);
  }
  return value;
}

function readSecret(environment: Environment): string {
  const secret = take(environment, "WEBHOOK_SECRET");
  if (secret === DEFAULT_SECRET) {
    throw new WaybillError(
      "config-invalid",
      "WEBHOOK_SECRET is Probot's default: anybody could sign deliveries with it",
    );
  }
  if (secret.length < SHORTEST_SECRET) {
    throw new WaybillError("config-invalid", `WEBHOOK_SECRET must have at least ${SHORTEST_SECRET} characters`);
  }
  return secret;
}

/** PRIVATE_KEY as PEM, with `\n` for line ends, or as base64 of the PEM; or the file PRIVATE_KEY_PATH. */
function readPrivateKey(environment: Environment, readText: (path: string) => string): string {
  const path = environment["PRIVATE_KEY_PATH"];
  const raw = path === undefined ? take(environment, "PRIVATE_KEY") : readText(path);
  const text = raw.includes("-----BEGIN") ? raw : Buffer.from(raw, "base64").toString("utf8");
  const key = text.replaceAll("\\n", "\n");
  if (!/-----BEGIN (?:RSA )?PRIVATE KEY-----\n/.test(key)) {
    throw new WaybillError(
      "config-invalid",
      `${path === undefined ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH"} holds no private key`,
    );
  }
  return key;
}
