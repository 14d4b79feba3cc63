import { stringMember } from "../../oci/json-member.ts";
import { isJsonObject, type JsonObject } from "../../oci/json-object.ts";
import { isSameUri } from "../same-uri.ts";
import { BundleFault } from "./fault.ts";
import type { CertificateClaims } from "./signer.ts";
import type { Statement } from "./statement.ts";

/**
 * What provenance says of its own source and builder must agree with the certificate, which is what was proven; the
 * predicate is a claim. https://slsa.dev/spec/v1.0/provenance, https://slsa.dev/spec/v0.2/provenance
 */
export function checkProvenance({ predicateType, predicate }: Statement, claims: CertificateClaims): void {
  if (predicateType === "https://slsa.dev/provenance/v1") checkVersion1(predicate, claims);
  if (predicateType === "https://slsa.dev/provenance/v0.2") checkVersion02(predicate, claims);
}

function checkVersion1(predicate: JsonObject, claims: CertificateClaims): void {
  const { identity, buildConfig } = claims;
  const definition = member(predicate, "buildDefinition");
  const workflow = member(member(definition, "externalParameters"), "workflow");
  compare("repository", stringMember(workflow, "repository"), identity.sourceRepository);
  compare("ref", stringMember(workflow, "ref"), identity.sourceRef);
  const path = stringMember(workflow, "path");
  if (path !== undefined && buildConfig !== undefined && identity.sourceRepository !== undefined) {
    const [file] = buildConfig.split("@");
    compare("workflow", `${identity.sourceRepository}/${path}`, file);
  }
  compareBuilder(stringMember(member(member(predicate, "runDetails"), "builder"), "id"), claims);
  const dependencies: unknown = definition["resolvedDependencies"];
  for (const dependency of Array.isArray(dependencies) ? dependencies.slice(0, 1000) : []) {
    if (!isJsonObject(dependency)) continue;
    compareSource(stringMember(dependency, "uri"), member(dependency, "digest"), "gitCommit", claims, false);
  }
}

function checkVersion02(predicate: JsonObject, claims: CertificateClaims): void {
  compareBuilder(stringMember(member(predicate, "builder"), "id"), claims);
  const source = member(member(predicate, "invocation"), "configSource");
  compareSource(stringMember(source, "uri"), member(source, "digest"), "sha1", claims, true);
}

/** `git+https://github.com/o/r@refs/…`; other repositories may be dependencies, but not the source. */
function compareSource(
  uri: string | undefined,
  digest: JsonObject,
  algorithm: string,
  { identity }: CertificateClaims,
  isTheSource: boolean,
): void {
  if (uri === undefined || !uri.startsWith("git+https://")) return;
  const text = uri.slice("git+".length);
  const cut = text.indexOf("@");
  const repository = cut < 0 ? text : text.slice(0, cut);
  const isSame = identity.sourceRepository !== undefined && isSameUri(repository, identity.sourceRepository);
  if (!isSame && !isTheSource) return;
  compare("repository", repository, identity.sourceRepository);
  if (isTheSource && cut >= 0) compare("ref", text.slice(cut + 1), identity.sourceRef);
  // A repository may depend on its own older commits: only the source itself must be the proven one.
  if (isTheSource || text.slice(cut + 1) === identity.sourceRef) {
    compare("commit", stringMember(digest, algorithm), identity.commit);
  }
}

/** Builders that are workflows sign as themselves; `https://github.com/actions/runner/…` names a kind of machine. */
function compareBuilder(builder: string | undefined, { identity }: CertificateClaims): void {
  if (builder?.includes("/.github/workflows/")) compare("builder", builder, identity.subjectAltName);
}

function compare(what: string, claimed: string | undefined, proven: string | undefined): void {
  if (claimed === undefined || proven === undefined || isSameUri(claimed, proven)) return;
  throw new BundleFault(
    "provenance-mismatch",
    `provenance names the ${what} ${claimed.slice(0, 200)}, the certificate ${proven.slice(0, 200)}`,
  );
}

function member(object: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isJsonObject(value) ? value : {};
}
