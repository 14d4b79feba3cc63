import type { Reference } from "../model/image.ts";
import { isDigest } from "./digest.ts";
import { isProblem, type Problem } from "./problem.ts";
import { readHost } from "./reference-host.ts";

/** Docker Hub as references name it. */
export const DOCKER_HUB = "docker.io";

/** Other names of Docker Hub in references. */
const HUB_ALIASES: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests: names and tags. */
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const MAX_TEXT_LENGTH = 1024;
const MAX_REPOSITORY_LENGTH = 255;

/** Marks of templates: `{{x}}`, `${x}`, `$x`, `@@x@@`, `<x>`. */
const PLACEHOLDER = /\{\{|\}\}|\$|@@|[<>]/;

/**
 * Reads an image reference as people write it: `docker://` is dropped, docker.io and `library/` are filled in, blanks
 * around it ignored; tag and digest may both stand. Never throws. Problems quote no more than the part at fault.
 */
export function parseReference(text: string): Reference | Problem {
  if (text.length > MAX_TEXT_LENGTH) return { problem: `is longer than ${MAX_TEXT_LENGTH} characters` };
  const trimmed = text.trim();
  if (trimmed === "") return { problem: "is empty" };
  if (PLACEHOLDER.test(trimmed)) return { problem: "holds a placeholder that nobody filled in" };
  const scheme = /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(trimmed)?.groups?.["scheme"];
  if (scheme !== undefined && scheme !== "docker") {
    return { problem: `names a ${scheme.slice(0, 20)}:// address, which is no image in an OCI registry` };
  }
  const name = scheme === undefined ? trimmed : trimmed.slice("docker://".length);
  if (/[\s\p{Cc}]/u.test(name)) return { problem: "holds a blank or a control character" };
  return parseName(name);
}

function parseName(text: string): Reference | Problem {
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) return { problem: "has something after @ that is not a digest" };
  const beforeDigest = at < 0 ? text : text.slice(0, at);
  const colon = beforeDigest.indexOf(":", beforeDigest.lastIndexOf("/") + 1);
  const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) return { problem: `has a tag that is not one: ${quote(tag)}` };
  const place = splitHost(colon < 0 ? beforeDigest : beforeDigest.slice(0, colon));
  if (isProblem(place)) return place;
  const wrong = repositoryProblem(place.repository);
  if (wrong !== undefined) return wrong;
  return { ...place, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** The first segment is a host when it has a dot, a colon, or is `localhost`; docker's own rule. */
function splitHost(name: string): { host: string; repository: string } | Problem {
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  if (!/[.:]/.test(first) && first !== "localhost") {
    if (HUB_ALIASES.has(name)) return { problem: "names a host but no repository" };
    return { host: DOCKER_HUB, repository: slash < 0 ? `library/${name}` : name };
  }
  const host = readHost(first);
  if (host === undefined) return { problem: `has a host that is not one: ${quote(first)}` };
  const repository = name.slice(slash + 1);
  if (!HUB_ALIASES.has(host)) return { host, repository };
  return { host: DOCKER_HUB, repository: repository.includes("/") ? repository : `library/${repository}` };
}

function repositoryProblem(repository: string): Problem | undefined {
  if (repository.length > MAX_REPOSITORY_LENGTH) {
    return { problem: `has a repository longer than ${MAX_REPOSITORY_LENGTH} characters` };
  }
  const components = repository.split("/");
  const wrong = components.find((component) => !PATH_COMPONENT.test(component));
  if (wrong !== undefined) {
    if (/[A-Z]/.test(wrong)) return { problem: `has upper case in its repository: ${quote(wrong)}` };
    return { problem: `has a repository that is not one: ${quote(wrong)}` };
  }
  // 64 hex characters are an image id of a local engine, `sha256` before a tag a bare digest; no registry knows either.
  if (/^(?:library\/)?(?:[0-9a-f]{64}|sha(?:256|512))$/.test(repository)) {
    return { problem: "is an image id or a bare digest, not a name" };
  }
  return undefined;
}

function quote(part: string): string {
  return JSON.stringify(part.length > 80 ? `${part.slice(0, 80)}…` : part);
}

/** The one text of a reference: host, repository, tag and digest, nothing left out. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${reference.host}/${reference.repository}${tag}${digest}`;
}

/** True for texts that can be a tag. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}
