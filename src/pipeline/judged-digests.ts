import { hash } from "node:crypto";
import { substanceOf } from "../catalog/carry-facts.ts";
import { lookAlikeOf } from "../checks/look-alike.ts";
import { canonicalLine } from "../document/canonical-json.ts";
import type { ImageEvidence } from "../model/evidence.ts";
import type { Fact } from "../model/fact.ts";
import type { Image } from "../model/image.ts";
import { catalogNamesOf } from "./catalog-names.ts";
import { standingMutes } from "./mute.ts";
import type { Run } from "./run.ts";
import type { ReadFile, Subject } from "./subject.ts";

/** Digest of all that a repository's files are judged by, but for its images and the names of other plugins. */
export function digestFiles(run: Run, files: readonly ReadFile[]): string {
  const [first] = files;
  const { mute = [], ...config } = first?.config ?? {};
  const read = files.map(({ file, content, versionFile, versionText }) => {
    const { path, kind } = file;
    const said =
      content.outcome === "bytes" ? [content.blobOid, hash("sha256", content.bytes)] : [file.blobOid, content];
    return [path, kind, said, versionFile?.path, versionText];
  });
  const { includeUnparseable, tiers } = run.config;
  const settings = [run.programDigest, includeUnparseable, tiers, config, standingMutes(mute, run.asOf)];
  return digestOf([settings, first?.repository, read]);
}

/** Digest of what the names of a repository's plugins are easily taken for in the catalog as the run found it. */
export function digestNames(run: Run, subjects: readonly Subject[]): string {
  const names = new Set(subjects.map(({ evidence }) => evidence.plugin?.name ?? "").sort());
  const known = catalogNamesOf(run.previous);
  return digestOf([...names].map((name) => [name, lookAlikeOf(name, known)]));
}

/** Digest of all that is known of the images of a repository's plugins, without when it was learned. */
export function digestImages(subjects: readonly Subject[]): string {
  // Canonical: what the catalog remembers has its keys in another order than what was just learned.
  const lines = subjects.map((one) => canonicalLine([subjectKey(one), ...one.evidence.images.map(undate)]));
  return digestOf(lines.sort());
}

/** What tells the plugins of one repository apart. */
export function subjectKey({ evidence, tool }: Pick<Subject, "evidence" | "tool">): string {
  return JSON.stringify([evidence.file.path, tool ?? null]);
}

function undate({ named, digest, image }: ImageEvidence): unknown[] {
  const said = image.outcome === "known" ? undateImage(image.value) : undateFact(image);
  return [named.raw, undateFact(digest), said];
}

function undateImage(image: Image): unknown {
  const { names, referrers, base, signature, scan } = image;
  return {
    ...image,
    names: names.map(({ reference }) => reference),
    referrers: undateFact(referrers),
    base: undateFact(base),
    signature: undateFact(signature),
    scan: undateFact(scan),
  };
}

/** The date of a last known good is told in findings, so it counts. */
function undateFact(fact: Fact<unknown>): unknown {
  return [substanceOf(fact), fact.outcome === "not-available" ? fact.last?.asOf : undefined];
}

function digestOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value));
}
