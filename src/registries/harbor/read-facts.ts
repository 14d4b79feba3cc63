import type { Digest, Reference, RegistryFacts } from "../../model/image.ts";
import { isJsonObject, type JsonObject } from "../../oci/json-object.ts";
import { type ApiClient, objectOf } from "../api-client.ts";
import { compact, countMember, objectsMember, textMember, timeMember } from "../api-members.ts";
import { repositoryOf, targetOf } from "../checked-reference.ts";
import { RegistryFault } from "../registry-fault.ts";

/** Forms of scan summaries that Harbor knows: the parameter acceptVulnerabilities of its API description. */
export const SCAN_TYPES =
  "application/vnd.security.vulnerability.report; version=1.1, application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0";

/** Makes the reader of what Harbor adds: operations getRepository (once a run) and getArtifact. */
export function makeFactReader(
  api: ApiClient,
): (reference: Reference, digest: Digest, asOf: string) => Promise<RegistryFacts> {
  const asked = new Map<string, Promise<JsonObject>>();

  return async (reference, digest, asOf) => {
    const place = placeOf(reference);
    const question = asked.get(place) ?? api.get(place).then(objectOf);
    asked.set(place, question);
    const repository = await question;
    const query = "with_tag=true&with_label=true&with_scan_overview=true";
    const artifact = objectOf(await api.get(`${place}/artifacts/${digest}?${query}`));
    if (artifact["digest"] !== digest) throw new RegistryFault("malformed", "Harbor answered with another artifact");
    const target = targetOf(reference);
    const tag = objectsMember(artifact, "tags").find((one) => "tag" in target && one["name"] === target.tag) ?? {};
    const labels = objectsMember(artifact, "labels").flatMap((label) => textMember(label, "name") ?? []);
    return compact<RegistryFacts>({
      registry: "harbor",
      asOf,
      pulls: countMember(repository, "pull_count"),
      created: timeMember(repository, "creation_time"),
      updated: timeMember(repository, "update_time"),
      sizeBytes: countMember(artifact, "size"),
      pushed: timeMember(tag, "push_time") ?? timeMember(artifact, "push_time"),
      pulled: timeMember(tag, "pull_time") ?? timeMember(artifact, "pull_time"),
      labels: labels.length === 0 ? undefined : [...new Set(labels)].sort().slice(0, 100),
      scan: readScan(artifact["scan_overview"]),
    });
  };
}

/** The first finished report; Harbor keeps one for each form that its scanners write. */
function readScan(overview: unknown): RegistryFacts["scan"] {
  if (!isJsonObject(overview)) return undefined;
  const report = Object.values(overview).find((one) => isJsonObject(one) && one["scan_status"] === "Success");
  if (!isJsonObject(report)) return undefined;
  const summary = isJsonObject(report["summary"]) ? report["summary"] : {};
  const scanner = isJsonObject(report["scanner"]) ? report["scanner"] : {};
  const words = [textMember(scanner, "name"), textMember(scanner, "version")].filter((word) => word !== undefined);
  return compact<NonNullable<RegistryFacts["scan"]>>({
    scanner: words.length === 0 ? undefined : words.join(" "),
    severity: textMember(report, "severity"),
    total: countMember(summary, "total"),
    fixable: countMember(summary, "fixable"),
    ended: timeMember(report, "end_time"),
  });
}

/** A slash in a repository's name is encoded twice over: the parameter repositoryName of the API description. */
function placeOf(reference: Reference): string {
  const [project = "", ...rest] = repositoryOf(reference).split("/");
  if (rest.length === 0) throw new RegistryFault("not-found", "every image of Harbor is in a project");
  const name = encodeURIComponent(encodeURIComponent(rest.join("/")));
  return `/projects/${encodeURIComponent(project)}/repositories/${name}`;
}
