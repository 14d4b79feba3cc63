import type { ObservedEntry, RunObservation } from "../../src/catalog/observation.ts";
import type { Image } from "../../src/model/image.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";

/** A repository of the invented forge, small but whole. */
export function makeRepository(name: string, more: Partial<SourceRepository> = {}): SourceRepository {
  return { host: "github.com", owner: "lab", name, commit: "c1", formerNames: [], ...more };
}

/** A plugin record with nothing but a name. */
export function makePlugin(name: string, more: Partial<Plugin> = {}): Plugin {
  return {
    family: "own",
    kind: "tool",
    name,
    authors: [],
    citations: [],
    links: [],
    images: [],
    run: { mode: "batch", ports: [], mounts: [] },
    parameters: [],
    packages: [],
    claims: [],
    tests: [],
    profiles: [],
    signers: [],
    ext: {},
    from: {},
    ...more,
  };
}

/** One plugin as a run saw it at a date. */
export function makeObserved(path: string, asOf: string, more: Partial<ObservedEntry> = {}): ObservedEntry {
  return {
    manifest: {
      path,
      commit: "c1",
      blobOid: "0".repeat(40),
      sha256: "a".repeat(64),
      signature: { outcome: "not-supported", reason: "not yet" },
    },
    plugin: { outcome: "known", value: makePlugin(path), asOf },
    images: [],
    concepts: [],
    findings: [],
    tier: { outcome: "known", value: { name: "none", profile: "st4sd", criteria: [] }, asOf },
    ...more,
  };
}

/** What a run saw, with one source that counts its repositories. */
export function makeObservation(
  asOf: string,
  more: { [K in keyof RunObservation]?: RunObservation[K] },
): RunObservation {
  const repositories = more.repositories ?? [];
  return {
    asOf,
    generator: "waybill/test",
    title: "Test",
    license: "CC0-1.0",
    sources: [{ id: "test", repositories: repositories.length }],
    repositories,
    incomplete: [],
    withdrawn: [],
    unreachable: [],
    images: [],
    moved: [],
    ...more,
  };
}

/** An image of one digest under one name. */
export function makeImage(hex: string, reference: string, asOf: string): Image {
  return {
    schemaVersion: 1,
    digest: `sha256:${hex.repeat(64).slice(0, 64)}`,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    names: [{ reference, firstSeen: asOf, lastSeen: asOf }],
    platforms: [],
    annotations: {},
    referrers: { outcome: "known", value: [], asOf },
    base: { outcome: "not-supported", reason: "not yet" },
    signature: { outcome: "not-available", reason: "not-asked", asOf },
    scan: { outcome: "not-available", reason: "not-asked", asOf },
    tagHistory: [],
  };
}
