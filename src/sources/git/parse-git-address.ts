import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WaybillError } from "../../model/waybill-error.ts";
import { printable } from "../repository-path.ts";
import type { SourceSettings } from "../source.ts";

/** Where a repository is fetched from, and the identity that its entries get. */
export interface GitAddress {
  /** What git is given; holds no password. */
  url: string;
  protocol: "https" | "http" | "ssh" | "git" | "file";
  host: string;
  owner: string;
  name: string;
  /** Where the repository lies on this machine. */
  localPath?: string;
}

type Place = Omit<GitAddress, "host" | "owner" | "name"> & { host: string; path: string };

const SCHEME = /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):\/\//;
/** https://git-scm.com/docs/git-clone#_git_urls: `[user@]host:path`; a second colon would name a transport helper. */
const SCP_FORM = /^(?:(?<user>[^@:/]+)@)?(?<host>[^@:/]+):(?<path>[^:].*)$/s;
/** Neither can be taken for an option by ssh. */
const USER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const HOST = /^[a-z0-9[][a-z0-9.:[\]-]*$/;
/** What a catalog can keep as a file name and in a URL. */
const SEGMENT = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * Reads `settings.url`: https, http, ssh, git or file URL, `user@host:path`, or a path of this machine.
 * `settings.host` and `settings.repositories[0]` (`OWNER/NAME`) say what a mirror or a local path stands for.
 */
export function parseGitAddress(settings: SourceSettings): GitAddress {
  const text = settings.url ?? settings.path ?? "";
  const { path, ...place } = readPlace(text);
  const claimed = settings.repositories?.[0];
  const segments = (claimed ?? path).split("/").filter((segment) => segment !== "");
  for (const segment of segments) {
    if (!SEGMENT.test(segment) || segment === "." || segment === "..") refuse(text, "a name in its path is not usable");
  }
  if (segments.length > 2)
    refuse(text, "its path is longer than OWNER/NAME; say `repositories: [OWNER/NAME]` beside it");
  const name = segments.at(-1);
  if (name === undefined) return refuse(text, "it names no repository");
  const owner = place.localPath !== undefined && claimed === undefined ? "" : (segments.at(-2) ?? "");
  return { ...place, host: settings.host ?? place.host, owner, name };
}

function readPlace(text: string): Place {
  if (text === "") return refuse(text, "a source of kind git needs a url");
  if (text.startsWith("-")) return refuse(text, "it begins like an option");
  if (/\p{Cc}/u.test(text)) return refuse(text, "it holds control characters");
  const scheme = SCHEME.exec(text)?.groups?.["scheme"]?.toLowerCase();
  if (scheme === "file") return placeOfFileUrl(text);
  if (scheme !== undefined) return placeOfUrl(text, scheme);
  if (/^(?:\.{0,2}[/\\]|[A-Za-z]:[/\\])/.test(text)) return placeOfPath(resolve(text));
  const scp = SCP_FORM.exec(text)?.groups;
  if (scp === undefined) return refuse(text, "it is neither a URL nor an absolute path");
  return placeOfSsh(text, scp["user"] ?? "", scp["host"] ?? "", scp["path"] ?? "");
}

function placeOfUrl(text: string, scheme: string): Place {
  if (!URL.canParse(text)) return refuse(text, "it is not a URL");
  const url = new URL(text);
  switch (scheme) {
    case "ssh":
      if (url.password !== "") return refuse(url.host, "it holds a password; use an ssh key");
      return placeOfSsh(text, url.username, url.host, decodePath(url.pathname));
    case "https":
    case "http":
    case "git": {
      if (url.username !== "" || url.password !== "") return refuse(url.host, "it holds a user or a token");
      const host = url.host.toLowerCase();
      if (!HOST.test(host)) return refuse(text, "its host is not usable");
      return { url: text, protocol: scheme, host, path: withoutSuffix(decodePath(url.pathname)) };
    }
    default:
      return refuse(text, `the scheme ${printable(scheme)} is not one of https, http, ssh, git, file`);
  }
}

function placeOfSsh(text: string, user: string, rawHost: string, path: string): Place {
  const host = rawHost.toLowerCase();
  if ((user !== "" && !USER.test(user)) || !HOST.test(host)) return refuse(text, "its user or host is not usable");
  return { url: text, protocol: "ssh", host, path: withoutSuffix(path) };
}

function placeOfFileUrl(text: string): Place {
  let path: string;
  try {
    path = fileURLToPath(text);
  } catch {
    return refuse(text, "it names no file of this machine");
  }
  return placeOfPath(path);
}

function placeOfPath(localPath: string): Place {
  const folder = localPath.replace(/[/\\]\.git[/\\]?$/, "");
  const name = folder.split(/[/\\]/).findLast((segment) => segment !== "") ?? "";
  const url = pathToFileURL(localPath).href;
  return { url, protocol: "file", host: "local", path: withoutSuffix(name), localPath };
}

function withoutSuffix(path: string): string {
  return path.replace(/\/$/, "").replace(/\.git$/, "");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function refuse(text: string, why: string): never {
  // A URL with a token in it is shown without what stands before the @.
  const shown = printable(text.replace(/\/\/[^/]*@/, "//…@"));
  throw new WaybillError("config-invalid", `the git address ${JSON.stringify(shown)} is refused: ${why}`);
}
