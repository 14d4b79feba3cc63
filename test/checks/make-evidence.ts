import { parseDocument } from "../../src/document/parse-document.ts";
import type { Check, CheckAnswer, Evidence, ImageEvidence } from "../../src/model/evidence.ts";
import type { Digest, Image, ImageConfigSummary } from "../../src/model/image.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import type { Plugin, PluginImage } from "../../src/model/plugin.ts";
import { parseReference } from "../../src/oci/reference.ts";

export const AS_OF = "2026-07-01T12:00:00.000Z";
const DIGEST: Digest = `sha256:${"a".repeat(64)}`;

/** A parameter with what a test wants of it. */
export function parameter(part: Partial<Parameter>): Parameter {
  return { direction: "in", key: "sigma", kind: "number", rawType: "number", formats: [], ...part };
}

/** An image that the manifest names, parsed where it can be. */
export function named(raw: string, part: Partial<PluginImage> = {}): PluginImage {
  const reference = parseReference(raw);
  return { raw, role: "run", ...("problem" in reference ? {} : { reference }), ...part };
}

export function plugin(part: Partial<Plugin> = {}): Plugin {
  return {
    family: "own",
    kind: "tool",
    name: "segment",
    authors: [],
    citations: [],
    links: [],
    images: [named("ghcr.io/lab/segment:1.2.0")],
    run: { mode: "batch", ports: [], mounts: [] },
    parameters: [],
    packages: [],
    claims: [],
    tests: [],
    profiles: [],
    signers: [],
    ext: {},
    from: {},
    ...part,
  };
}

/** Evidence of a record alone; the document is there for the places. */
export function evidence(part: Partial<Evidence> = {}, text = "{}"): Evidence {
  return {
    asOf: AS_OF,
    repository: { host: "github.com", owner: "lab", name: "plugins", commit: "c", formerNames: [] },
    file: { path: "segment.plugin.json", commit: "c", blobOid: "b", sha256: "s" },
    document: parseDocument("segment.plugin.json", new TextEncoder().encode(text)),
    plugin: plugin(),
    pointer: "",
    places: {},
    schemaFaults: [],
    images: [],
    isResolved: false,
    ...part,
  };
}

export function config(part: Partial<ImageConfigSummary> = {}): ImageConfigSummary {
  return { digest: DIGEST, env: [], labels: {}, exposedPorts: [], volumes: [], history: [], ...part };
}

/** An image that resolve found, one platform for each configuration. */
export function image(configs: ImageConfigSummary[], part: Partial<Image> = {}): Image {
  const architectures = ["amd64", "arm64", "ppc64le"];
  const unknown = { outcome: "not-available", reason: "not-asked", asOf: AS_OF } as const;
  return {
    schemaVersion: 1,
    digest: DIGEST,
    mediaType: "application/vnd.oci.image.index.v1+json",
    names: [],
    platforms: configs.map((one, index) => ({
      digest: DIGEST,
      platform: { os: "linux", architecture: architectures[index] ?? "riscv64" },
      sizeBytes: 1,
      layers: [],
      config: one,
      annotations: {},
    })),
    annotations: {},
    referrers: unknown,
    base: unknown,
    signature: unknown,
    scan: unknown,
    tagHistory: [],
    ...part,
  };
}

/** Evidence after resolve, with what is known of the one image of the plugin. */
export function resolved(fact: Partial<ImageEvidence>, part: Partial<Evidence> = {}): Evidence {
  const one = named("ghcr.io/lab/segment:1.2.0");
  const unknown = { outcome: "not-available", reason: "unreachable", asOf: AS_OF } as const;
  const images = [
    { named: one, ...(one.reference && { reference: one.reference }), digest: unknown, image: unknown, ...fact },
  ];
  return evidence({ images, isResolved: true, ...part });
}

/** Evidence of an image that is known. */
export function withImage(value: Image): Evidence {
  return resolved({
    digest: { outcome: "known", value: value.digest, asOf: AS_OF },
    image: { outcome: "known", value, asOf: AS_OF },
  });
}

/** The answer of a check to evidence. */
export function ask(check: Check, to: Evidence): CheckAnswer {
  return check.evaluate(to, { siblings: [], catalogNames: [] });
}

/** Outcome, then level and message of each finding: what most tests compare. */
export function told(check: Check, to: Evidence): string[] {
  const { outcome, findings } = ask(check, to);
  return [outcome, ...findings.map(({ level, message }) => `${level} ${message}`)];
}
