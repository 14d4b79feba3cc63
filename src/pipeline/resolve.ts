import { contentWithoutPrivate } from "../catalog/privacy.ts";
import type { ImageEvidence } from "../model/evidence.ts";
import type { Fact, KnownFact } from "../model/fact.ts";
import type { BaseImage, Digest, Image, Reference, Referrer } from "../model/image.ts";
import type { PluginImage } from "../model/plugin.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { parseDigest } from "../oci/digest.ts";
import { formatReference } from "../oci/reference.ts";
import type { ResolvedImage } from "../registries/registry.ts";
import { askFacts } from "./ask-facts.ts";
import { fillFromLabels } from "./fill-from-labels.ts";
import { knownImages } from "./known-images.ts";
import { mapLimited } from "./map-limited.ts";
import { recallLook } from "./remembered-look.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";

/** What resolve learned of one reference. */
interface Resolution {
  digest: Fact<Digest>;
  image: Fact<Image>;
}

/** Stage 5: every reference once, to its digest and what that digest is; then joined to the plugins that name it. */
export async function resolve(run: Run, subjects: readonly Subject[]): Promise<Subject[]> {
  const references = new Map<string, { reference: Reference; namedBy: SourceRepository[] }>();
  for (const { evidence } of subjects) {
    for (const { reference } of evidence.plugin?.images ?? []) {
      if (reference === undefined) continue;
      const text = formatReference(reference);
      const namedBy = references.get(text)?.namedBy ?? [];
      if (!namedBy.includes(evidence.repository)) namedBy.push(evidence.repository);
      references.set(text, { reference, namedBy });
    }
  }
  const wanted = [...references.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const resolutions = await mapLimited(
    wanted,
    8,
    async ([text, { reference, namedBy }], index): Promise<[string, Resolution]> => {
      run.progress("resolve", index + 1, wanted.length, text);
      return [text, await resolveReference(run, text, reference, namedBy)];
    },
  );
  const byReference = new Map(resolutions);
  return subjects.map((subject) => joinImages(subject, byReference));
}

/**
 * One reference: tag → digest, then the image from memory when its digest is known, else from the registry. Referrers are
 * asked for unless verify has nothing to do with them yet for any of the repositories that name the image.
 */
export async function resolveReference(
  run: Run,
  text: string,
  reference: Reference,
  namedBy: readonly SourceRepository[] = [],
): Promise<Resolution> {
  const registry = run.registryOf(reference.host);
  const digest = await registry.digestOf(reference);
  if (digest.outcome !== "known") {
    const image = lastImage(run, text, digest);
    return { digest: withLast(digest, image), image };
  }
  const resolved = await resolveDigest(run, reference, digest.value);
  if (resolved.outcome !== "known") {
    const image = lastImage(run, text, resolved);
    return { digest: unreadDigest(digest, image), image };
  }
  const looks = namedBy.map((repository) => recallLook(run, { reference, digest: digest.value, repository }));
  const isAskedFor = looks.length === 0 || looks.includes(undefined);
  const referrers =
    (isAskedFor ? undefined : looks[0]?.referrers) ?? (await registry.referrers(reference, digest.value));
  const added = await askFacts(run, text, reference, digest.value);
  const value = { ...makeImage(run, text, resolved.value, referrers), ...added };
  return { digest, image: { outcome: "known", value, asOf: run.asOf } };
}

/** What a digest is, from the cache when it was seen before. */
export async function resolveDigest(
  run: Pick<Run, "asOf" | "cache" | "registryOf">,
  reference: Reference,
  digest: Digest,
): Promise<Fact<ResolvedImage>> {
  const cached = run.cache.get("resolved-image", digest);
  if (cached !== undefined) {
    // Our own writing, below: content behind a digest never changes.
    return { outcome: "known", value: JSON.parse(cached) as ResolvedImage, asOf: run.asOf };
  }
  const resolved = await run.registryOf(reference.host).resolve(reference, digest);
  if (resolved.outcome !== "known") return resolved;
  // Before the cache, so that a run with it and a run without it see the same.
  const value = contentWithoutPrivate(resolved.value);
  run.cache.set("resolved-image", digest, JSON.stringify(value));
  return { ...resolved, value };
}

function makeImage(run: Run, text: string, resolved: ResolvedImage, referrers: Fact<Referrer[]>): Image {
  const reference = { reference: text, firstSeen: run.asOf, lastSeen: run.asOf };
  return {
    schemaVersion: 1,
    ...resolved,
    names: [reference],
    referrers,
    base: findBase(run, resolved),
    signature: { outcome: "not-available", reason: "not-asked", asOf: run.asOf },
    scan: { outcome: "not-available", reason: "not-asked", asOf: run.asOf },
    tagHistory: [],
  };
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md: base.name and base.digest are claims. */
function findBase(run: Run, image: ResolvedImage): Fact<BaseImage> {
  const first = image.platforms[0];
  const places = [
    { because: "annotation" as const, values: { ...image.annotations, ...first?.annotations } },
    { because: "label" as const, values: first?.config.labels ?? {} },
  ];
  for (const { because, values } of places) {
    const name = values["org.opencontainers.image.base.name"];
    const digest = parseDigest(values["org.opencontainers.image.base.digest"] ?? "");
    if (name === undefined && digest === undefined) continue;
    const value = { because, ...(name === undefined ? {} : { name }), ...(digest === undefined ? {} : { digest }) };
    return { outcome: "known", value, asOf: run.asOf };
  }
  return { outcome: "not-supported", reason: "no base image is stated; comparison of layers is not built yet" };
}

/** The image this reference last pointed at, so that an outage does not erase what is known. */
function lastImage(run: Run, text: string, fault: Fact<unknown>): Fact<Image> {
  if (fault.outcome !== "not-available") {
    return fault.outcome === "not-supported" ? fault : { outcome: "not-applicable" };
  }
  const value = knownImages(run.previous).current.get(text);
  const asOf = value?.names.find(({ reference }) => reference === text)?.lastSeen;
  const last = value === undefined || asOf === undefined ? {} : { last: { value, asOf } };
  return { outcome: "not-available", reason: fault.reason, asOf: fault.asOf, ...last };
}

/**
 * A digest whose content nobody has seen is an announcement, not what a tag points at: until it can be read, the image
 * before it stands.
 */
function unreadDigest(digest: KnownFact<Digest>, image: Fact<Image>): Fact<Digest> {
  if (image.outcome !== "not-available" || image.last?.value.digest === digest.value) return digest;
  return withLast({ outcome: "not-available", reason: image.reason, asOf: image.asOf }, image);
}

/** An image that was there once and is not any more is another thing than one that was never pushed. */
function withLast(digest: Fact<Digest>, image: Fact<Image>): Fact<Digest> {
  if (digest.outcome !== "not-available" || image.outcome !== "not-available" || image.last === undefined)
    return digest;
  return { ...digest, last: { value: image.last.value.digest, asOf: image.last.asOf } };
}

function joinImages(subject: Subject, resolutions: ReadonlyMap<string, Resolution>): Subject {
  const { evidence } = subject;
  const images = (evidence.plugin?.images ?? []).map((named): ImageEvidence => evidenceOf(named, resolutions));
  const plugin = evidence.plugin === undefined ? {} : { plugin: fillFromLabels(evidence.plugin, images) };
  return { ...subject, evidence: { ...evidence, ...plugin, images, isResolved: true } };
}

function evidenceOf(named: PluginImage, resolutions: ReadonlyMap<string, Resolution>): ImageEvidence {
  const resolution = named.reference && resolutions.get(formatReference(named.reference));
  if (named.reference === undefined || resolution === undefined) {
    return { named, digest: { outcome: "not-applicable" }, image: { outcome: "not-applicable" } };
  }
  return { named, reference: named.reference, ...resolution };
}
