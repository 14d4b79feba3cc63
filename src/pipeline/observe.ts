import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { ObservedEntry, RepositoryObservation, RunObservation } from "../catalog/observation.ts";
import { findingsWithoutPrivate, imageWithoutPrivate, withoutPrivate, withoutPrivateText } from "../catalog/privacy.ts";
import { mapByRepository, type RepositoryAddress } from "../catalog/same-repository.ts";
import { toolOf } from "../catalog/update-entries.ts";
import type { Entry, Tier } from "../model/entry.ts";
import type { Evidence, ImageEvidence } from "../model/evidence.ts";
import type { Fact } from "../model/fact.ts";
import type { Image } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import type { Discovery } from "./discover.ts";
import { GENERATOR } from "./generator.ts";
import type { GradedSubject } from "./grade.ts";
import type { Standing } from "./judged-before.ts";
import type { Run } from "./run.ts";
import { findMovedImages } from "./tag-history.ts";
import { isUndecided } from "./tier.ts";

/**
 * What the catalog is told of a run: entries by repository and images, with nothing private left in them. What stands
 * is told as the catalog has it.
 */
export function observe(
  run: Run,
  found: Discovery,
  judged: readonly GradedSubject[],
  standing: readonly Standing[] = [],
): RunObservation {
  const unreachable = mapByRepository(found.unreachable.map((address) => [address, true]));
  const repositories = new Map<string, RepositoryObservation>();
  for (const repository of found.repositories) {
    if (unreachable.has(repository)) continue;
    repositories.set(repositoryIdentity(repository), { repository, entries: [] });
  }
  for (const subject of judged) {
    const { repository } = subject.evidence;
    repositories.get(repositoryIdentity(repository))?.entries.push(observeEntry(run, subject));
  }
  for (const { identity, record } of standing) {
    const one = repositories.get(identity);
    if (one !== undefined) Object.assign(one, { entries: record.entries.flatMap(observeStanding), standing: record });
  }
  const subjects = [...judged, ...standing.flatMap((one) => one.subjects)];
  const images = subjects.flatMap(({ evidence }) => evidence.images).map(({ image }) => image);
  return {
    asOf: run.asOf,
    generator: GENERATOR,
    title: run.config.title,
    license: run.config.license,
    sources: found.sources,
    incomplete: found.incomplete,
    withdrawn: found.withdrawn.map(({ repository, reason }) => ({ repository: addressOf(repository), reason })),
    repositories: [...repositories.values()],
    unreachable: found.unreachable,
    images: images.flatMap((image): Image[] => (image.outcome === "known" ? [imageWithoutPrivate(image.value)] : [])),
    moved: findMovedImages(run, subjects),
    ...(run.only === undefined ? {} : { only: addressOf(run.only) }),
  };
}

function addressOf({ host, owner, name, id }: SourceRepository): RepositoryAddress {
  return { host, owner, name, ...(id === undefined ? {} : { id }) };
}

function observeEntry(run: Run, { evidence, tool, concepts, findings, tier }: GradedSubject): ObservedEntry {
  const images = evidence.images.map(({ named, digest, image }) => {
    const verdict = image.outcome === "known" ? { signature: image.value.signature } : {};
    return { raw: withoutPrivateText(named.raw), digest, ...verdict };
  });
  return {
    ...(tool === undefined ? {} : { tool: withoutPrivateText(tool) }),
    manifest: {
      ...evidence.file,
      signature: { outcome: "not-supported", reason: "signatures of manifest files are not verified yet" },
    },
    plugin: pluginOf(run, evidence.plugin),
    images,
    // Their evidence quotes the manifest.
    concepts: withoutPrivateText(concepts),
    findings: findingsWithoutPrivate(findings),
    tier: tierOf(run, evidence, tier),
  };
}

function observeStanding(entry: Entry): ObservedEntry[] {
  if (entry.status === "gone") return [];
  const { manifest, plugin, images, concepts, findings, tier } = entry;
  const tool = toolOf(entry);
  return [{ ...(tool === undefined ? {} : { tool }), manifest, plugin, images, concepts, findings, tier }];
}

/**
 * A manifest that cannot be read has no tier, not the lowest one; and while a registry is down the tier that rests on
 * its answers is not known, so that the last known good stands.
 */
function tierOf(run: Run, { plugin, images }: Evidence, tier: Tier): Fact<Tier> {
  if (plugin === undefined) return { outcome: "not-available", reason: "unreadable", asOf: run.asOf };
  const reason = images.map(outageOf).find((one) => one !== undefined);
  if (reason !== undefined && isUndecided(tier)) return { outcome: "not-available", reason, asOf: run.asOf };
  return { outcome: "known", value: withoutPrivateText(tier), asOf: run.asOf };
}

/** Why an image or its signatures could not be asked for; "it is not there" is an answer. */
function outageOf({ image }: ImageEvidence): string | undefined {
  const fact = image.outcome === "known" ? image.value.signature : image;
  return fact.outcome === "not-available" && fact.reason !== "not-found" ? fact.reason : undefined;
}

function pluginOf(run: Run, plugin: Plugin | undefined): Fact<Plugin> {
  if (plugin === undefined) return { outcome: "not-available", reason: "unreadable", asOf: run.asOf };
  return { outcome: "known", value: withoutPrivate(plugin), asOf: run.asOf };
}
