import { readFileSync } from "node:fs";
import type { Catalog, RepositoryRecord } from "../../src/model/catalog.ts";
import type { Criterion, Entry } from "../../src/model/entry.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Digest, Image, PlatformImage } from "../../src/model/image.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import type { Inventory, ScanSummary } from "../../src/model/scan.ts";
import type { SignatureState, SignatureVerdict } from "../../src/model/signature.ts";
import { classify } from "../../src/taxonomy/classify.ts";
import { readTaxonomy } from "../../src/taxonomy/read-taxonomy.ts";

/** Everything in the samples was learned then. */
export const AS_OF = "2026-03-01T12:00:00Z";
const EARLIER = "2026-02-20T08:00:00Z";

export const taxonomy = readTaxonomy(
  JSON.parse(readFileSync(new URL("../../schemas/taxonomy.json", import.meta.url), "utf8")),
);

export function known<T>(value: T, asOf = AS_OF): Fact<T> {
  return { outcome: "known", value, asOf };
}

export function digestOf(letter: string): Digest {
  return `sha256:${letter.repeat(64).slice(0, 64)}`;
}

/** A plugin record with nothing but a name, and what is given. */
export function makePlugin(part: Partial<Plugin> & { name: string }): Plugin {
  return {
    family: "own",
    kind: "tool",
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
    ...part,
  };
}

/** An entry of `owner/repository`; its concepts are those that classify finds. */
export function makeEntry(address: string, slug: string, plugin: Fact<Plugin>, part: Partial<Entry> = {}): Entry {
  const [owner = "", name = ""] = address.split("/");
  const path = `${slug}.plugin.json`;
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const record = plugin.outcome === "known" ? plugin.value : undefined;
  return {
    schemaVersion: 1,
    id: `github.com/${address}//${path}`,
    slug,
    repository: { host: "github.com", owner, name, id: "1", commit, formerNames: [] },
    manifest: {
      path,
      commit,
      blobOid: commit,
      sha256: "a".repeat(64),
      signature: { outcome: "not-supported", reason: "signatures of manifest files are not looked for yet" },
    },
    plugin,
    images: (record?.images ?? []).map((image) => ({ raw: image.raw, digest: known(digestOf("a")) })),
    concepts: record === undefined ? [] : classify(record, {}, taxonomy),
    findings: [],
    tier: { outcome: "not-supported", reason: "no tiers profile" },
    versions: [{ commit, sha256: "a".repeat(64), firstSeen: EARLIER, version: "1.2.0" }],
    status: "listed",
    firstSeen: EARLIER,
    lastSeen: AS_OF,
    lastChanged: EARLIER,
    ...part,
  };
}

export function makeVerdict(
  state: SignatureState,
  reason: string,
  part: Partial<SignatureVerdict> = {},
): SignatureVerdict {
  return {
    subject: digestOf("a"),
    state,
    reason,
    signatures: [],
    notes: [],
    policySha256: "b".repeat(64),
    rootSha256: "c".repeat(64),
    verifiedAt: AS_OF,
    ...part,
  };
}

export function makeScan(verdict: ScanSummary["verdict"], part: Partial<ScanSummary> = {}): ScanSummary {
  return {
    verdict,
    engine: "waybill 0.1.0",
    advisoriesAsOf: "2026-02-27T00:00:00Z",
    packages: 214,
    coverage: [
      { ecosystem: "Debian:12", packages: 180, matchable: 180 },
      { ecosystem: "PyPI", packages: 34, matchable: 30 },
    ],
    vulnerabilities: [],
    incomplete: [],
    inventorySha256: "d".repeat(64),
    scannedAt: AS_OF,
    ...part,
  };
}

function makePlatform(letter: string, architecture: string, labels: Record<string, string> = {}): PlatformImage {
  return {
    digest: digestOf(letter),
    platform: { os: "linux", architecture },
    sizeBytes: 187_654_321,
    layers: [
      { digest: digestOf("1"), mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", sizeBytes: 29_124_181 },
      { digest: digestOf("2"), mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", sizeBytes: 158_530_140 },
    ],
    config: {
      digest: digestOf("9"),
      created: "2026-02-18T10:00:00Z",
      user: "1000",
      entrypoint: ["python", "-m", "segment"],
      cmd: ["--help"],
      env: ["PATH=/usr/local/bin:/usr/bin", "LANG=C.UTF-8"],
      labels,
      exposedPorts: [],
      volumes: [],
      history: [{ createdBy: "COPY dist /opt" }, { createdBy: "USER 1000", emptyLayer: true }],
    },
    annotations: {},
  };
}

export function makeImage(letter: string, reference: string, part: Partial<Image> = {}): Image {
  return {
    schemaVersion: 1,
    digest: digestOf(letter),
    mediaType: "application/vnd.oci.image.index.v1+json",
    names: [{ reference, firstSeen: EARLIER, lastSeen: AS_OF }],
    platforms: [makePlatform("5", "amd64", { "org.opencontainers.image.title": "segment" })],
    annotations: {},
    referrers: known([]),
    base: known({ name: "docker.io/library/python:3.12-slim", because: "annotation" }),
    signature: known(makeVerdict("unsigned", "no-signature-found", { subject: digestOf(letter) })),
    scan: known(makeScan("pass")),
    tagHistory: [{ reference, digest: digestOf(letter), from: EARLIER }],
    ...part,
  };
}

const segmentImage = makeImage("a", "ghcr.io/lab/segment:1.2.0", {
  platforms: [makePlatform("5", "amd64", { maintainer: "Ada <ada@lab.example>" }), makePlatform("6", "arm64")],
  signature: known(
    makeVerdict("verified", "policy-rule-met", {
      level: "signature",
      signer: {
        kind: "keyless",
        issuer: "https://token.actions.githubusercontent.com",
        subjectAltName: "https://github.com/lab/plugins/.github/workflows/release.yml@refs/tags/v1.2.0",
        sourceRepository: "https://github.com/lab/plugins",
        sourceRef: "refs/tags/v1.2.0",
        trigger: "push",
      },
      signatures: [
        {
          form: "sigstore-bundle",
          material: digestOf("7"),
          state: "verified",
          reason: "policy-rule-met",
          signedAt: "2026-02-18T10:05:00Z",
          logIndex: "123456",
        },
      ],
    }),
  ),
  scan: known(
    makeScan("warn", {
      vulnerabilities: [
        {
          id: "CVE-2026-0001",
          ids: ["CVE-2026-0001", "DSA-9001-1"],
          purl: "pkg:deb/debian/openssl@3.0.11-1",
          component: "openssl",
          version: "3.0.11-1",
          fixed: "3.0.13-1",
          severity: "high",
          summary: "A made-up weakness.",
          knownExploited: true,
          status: "affected",
        },
        {
          id: "CVE-2026-0002",
          ids: ["CVE-2026-0002"],
          purl: "pkg:pypi/pillow@9.0.0",
          component: "pillow",
          version: "9.0.0",
          severity: "unknown",
          status: "affected",
        },
      ],
      incomplete: ["layer 2: file list cut at 100,000 files"],
    }),
  ),
});

function contribTier(): Fact<Entry["tier"] extends Fact<infer T> ? T : never> {
  const criteria: Criterion[] = [
    { id: "has-license", tier: "contrib", outcome: "met", because: "license MIT" },
    { id: "runs-as-non-root", tier: "gold", outcome: "met", because: "user 1000" },
    {
      id: "has-test",
      tier: "gold",
      outcome: "missing",
      because: "the manifest has no test",
      remedy: "Add one test with inputs and the expected result.",
    },
    { id: "is-reproducible", tier: "gold", outcome: "not-supported", because: "builds are not repeated yet" },
  ];
  return known({ name: "contrib", profile: "st4sd-adr-5", criteria });
}

const segment = makePlugin({
  name: "segment",
  title: "Segment cells",
  summary: "Segments cells in fluorescence microscopy pictures.",
  description: "Finds the outlines of cells with a neural network.\n\nReads OME-TIFF and writes label images.",
  version: { raw: "1.2.0", semver: "1.2.0", kind: "semver" },
  authors: [
    {
      name: "Ada Example <ada@lab.example>",
      email: "ada@lab.example",
      orcid: "0000-0002-1825-0097",
      affiliation: "Lab",
    },
  ],
  license: { raw: "MIT", spdx: "MIT" },
  citations: [{ doi: "10.1000/xyz123", text: "Ada Example: Segmentation, 2025" }],
  links: [{ rel: "documentation", url: "https://lab.example/segment" }],
  images: [
    {
      raw: "ghcr.io/lab/segment:1.2.0",
      role: "run",
      reference: { host: "ghcr.io", repository: "lab/segment", tag: "1.2.0" },
    },
  ],
  parameters: [
    {
      direction: "in",
      key: "input",
      label: "Input pictures",
      kind: "image",
      rawType: "collection",
      formats: [{ raw: "OME-TIFF", edam: "format_3727", extensions: [".ome.tif"] }],
      required: true,
    },
    {
      direction: "in",
      key: "diameter",
      description: "Expected diameter of a cell.",
      kind: "number",
      rawType: "number",
      formats: [],
      default: 900,
      minimum: 1,
      maximum: 500,
      unit: "px",
    },
    {
      direction: "in",
      key: "model",
      kind: "choice",
      rawType: "enum",
      formats: [],
      choices: ["cyto", "nuclei"],
      default: "cyto",
    },
    { direction: "out", key: "masks", kind: "image", rawType: "collection", formats: [{ raw: "OME-TIFF" }] },
  ],
  hardware: { gpu: "optional", memoryMiB: 4096 },
  claims: ["light microscopy"],
});

const entries: Entry[] = [
  makeEntry("lab/plugins", "lab-segment", known(segment), {
    tier: contribTier(),
    versions: [
      {
        commit: "1111111111111111111111111111111111111111",
        sha256: "e".repeat(64),
        version: "1.1.0",
        firstSeen: EARLIER,
      },
      {
        commit: "0123456789abcdef0123456789abcdef01234567",
        sha256: "a".repeat(64),
        version: "1.2.0",
        firstSeen: AS_OF,
      },
    ],
    lastChanged: AS_OF,
    findings: [
      {
        check: "default-in-range",
        level: "warning",
        message: "the default of “diameter” lies outside its range",
        at: { file: "lab-segment.plugin.json", pointer: "/parameters/1/default", line: 31, column: 18 },
        expected: "1 … 500",
        got: "900",
        remedy: "Give a default inside the range, or widen the range.",
        url: "docs/checks.md#default-in-range",
      },
      {
        check: "runs-as-non-root",
        level: "note",
        message: "an older tag of the image runs as root",
        at: { image: "ghcr.io/lab/segment:1.1.0" },
        url: "https://waybill.example/checks#runs-as-non-root",
        muted: { reason: "the old tag is not offered", expires: "2026-12-31" },
      },
    ],
  }),
  makeEntry(
    "polus/tools",
    "polus-ome-converter",
    known(
      makePlugin({
        family: "wipp",
        name: "polus-ome-converter-plugin",
        title: "OME Converter",
        summary: "Converts Bioformats pictures to OME Zarr or OME TIFF.",
        version: { raw: "0.3.1", semver: "0.3.1", kind: "semver" },
        license: { raw: "MIT", spdx: "MIT" },
        images: [
          {
            raw: "polusai/ome-converter:0.3.1",
            role: "run",
            reference: { host: "docker.io", repository: "polusai/ome-converter" },
          },
        ],
      }),
    ),
    { images: [{ raw: "polusai/ome-converter:0.3.1", digest: known(digestOf("b")) }], tier: contribTier() },
  ),
  makeEntry(
    "cells/cellpose-runner",
    "cells-cellpose-runner",
    known(
      makePlugin({
        family: "boutiques",
        name: "CellposeRunner",
        summary: "Runs Cellpose on a GPU to segment nuclei.",
        hardware: { gpu: "required", cuda: "12" },
        license: { raw: "BSD-3-Clause", spdx: "BSD-3-Clause" },
        images: [
          {
            raw: "quay.io/cells/cellpose:3",
            role: "run",
            reference: { host: "quay.io", repository: "cells/cellpose", tag: "3" },
          },
        ],
      }),
    ),
    { images: [{ raw: "quay.io/cells/cellpose:3", digest: known(digestOf("c")) }] },
  ),
  makeEntry(
    "sky/imaging",
    "sky-radio-imager",
    known(
      makePlugin({
        family: "cwl",
        name: "radio_imager",
        title: "Radio imager",
        description: "Makes cleaned sky maps from radio interferometry visibilities; reads FITS and writes FITS.",
        license: { raw: "GPL-3.0-only", spdx: "GPL-3.0-only" },
        run: { mode: "interactive", sessionType: "notebook", ports: [], mounts: [] },
        images: [
          {
            raw: "images.sky.example/imager",
            role: "run",
            reference: { host: "images.sky.example", repository: "imager" },
          },
        ],
      }),
    ),
    {
      images: [
        {
          raw: "images.sky.example/imager",
          digest: {
            outcome: "not-available",
            reason: "the registry answered 503",
            asOf: AS_OF,
            last: { value: digestOf("d"), asOf: EARLIER },
          },
        },
      ],
    },
  ),
  makeEntry(
    "lab/plugins",
    "lab-old-threshold",
    known(
      makePlugin({
        name: "threshold",
        summary: "Otsu thresholding of pictures.",
        deprecated: { since: "2025-06-01", reason: "one program does both", replacedBy: "segment" },
        images: [{ raw: "ghcr.io/lab/threshold:0.9", role: "run" }],
      }),
    ),
    {
      status: "deprecated",
      statusReason: "replaced by segment",
      images: [
        {
          raw: "ghcr.io/lab/threshold:0.9",
          digest: { outcome: "not-available", reason: "the image is not there yet", asOf: AS_OF },
        },
      ],
    },
  ),
  makeEntry(
    "lab/broken",
    "lab-broken",
    { outcome: "not-available", reason: "the file is no JSON", asOf: AS_OF },
    {
      findings: [
        {
          check: "parses",
          level: "error",
          message: "unexpected end of the text",
          at: { file: "lab-broken.plugin.json", pointer: "", line: 3, column: 1 },
          url: "docs/checks.md#parses",
        },
      ],
    },
  ),
  makeEntry("leaky/tool", "leaky-tool", known(makePlugin({ name: "leaky-tool", summary: "Had a secret inside." })), {
    status: "yanked",
    statusReason: "its author took it back: a secret was inside",
    images: [],
  }),
  makeEntry("lost/tool", "lost-tool", known(makePlugin({ name: "lost-tool", summary: "Private now." })), {
    status: "gone",
    statusReason: "the repository is private or deleted",
    images: [],
  }),
];

const images: Image[] = [
  segmentImage,
  makeImage("b", "docker.io/polusai/ome-converter:0.3.1"),
  makeImage("c", "quay.io/cells/cellpose:3", {
    signature: known(makeVerdict("untrusted", "signer-not-in-policy", { subject: digestOf("c") })),
    scan: {
      outcome: "not-available",
      reason: "the layer could not be fetched: 429",
      asOf: AS_OF,
      last: { value: makeScan("fail", { scannedAt: EARLIER }), asOf: EARLIER },
    },
  }),
  makeImage("d", "images.sky.example/imager:latest", {
    signature: { outcome: "not-supported", reason: "this form of signature is not read yet" },
    scan: { outcome: "not-supported", reason: "images of this kind are not opened yet" },
  }),
];

/** The catalog of the samples; a new one at each call. */
export function makeCatalog(more: readonly Entry[] = []): Catalog {
  const records = new Map<string, RepositoryRecord>();
  for (const entry of [...entries, ...more]) {
    const { host, owner, name } = entry.repository;
    const key = `${host}/${owner}/${name}`;
    const record = records.get(key) ?? { schemaVersion: 1, repository: entry.repository, entries: [] };
    record.entries.push(entry);
    records.set(key, record);
  }
  return structuredClone({
    header: {
      schemaVersion: 1,
      generator: "waybill 0.1.0",
      asOf: AS_OF,
      title: "Sample index",
      license: "CC0-1.0",
      sources: [{ id: "github", repositories: records.size }],
      counts: { repositories: records.size, entries: entries.length + more.length, images: images.length, gone: 1 },
    },
    repositories: [...records.values()],
    images,
    history: [
      {
        schemaVersion: 1,
        at: EARLIER,
        kind: "entry-added",
        subject: "github.com/lab/plugins//lab-segment.plugin.json",
      },
      {
        schemaVersion: 1,
        at: AS_OF,
        kind: "entry-changed",
        subject: "github.com/lab/plugins//lab-segment.plugin.json",
        detail: "1.1.0 → 1.2.0",
      },
      { schemaVersion: 1, at: AS_OF, kind: "entry-gone", subject: "github.com/lost/tool//lost-tool.plugin.json" },
    ],
  } satisfies Catalog);
}

/** What is inside the image of `segment`. */
export const sampleInventory: Inventory = {
  schemaVersion: 1,
  image: digestOf("a"),
  platform: "linux/amd64",
  distribution: { id: "debian", version: "12", name: "Debian GNU/Linux 12" },
  components: [
    {
      ecosystem: "Debian:12",
      name: "openssl",
      version: "3.0.11-1",
      purl: "pkg:deb/debian/openssl@3.0.11-1",
      foundAt: "/var/lib/dpkg/status",
      layer: digestOf("1"),
    },
    {
      ecosystem: "PyPI",
      name: "pillow",
      version: "9.0.0",
      purl: "pkg:pypi/pillow@9.0.0",
      foundAt: "/usr/lib/python3/site-packages/pillow-9.0.0.dist-info/METADATA",
      layer: digestOf("2"),
    },
  ],
  incomplete: [],
};

const EVIL = `<script>window.hit=1</script>"><img src=x onerror="window.hit=1">`;

/** An entry whose every text is an attack: markup, script URLs, turned direction, terminal colors, addresses. */
export function makeHostileEntry(): Entry {
  const plugin = makePlugin({
    name: `evil ${EVIL}`,
    title: `\u202Egnp.exe${EVIL}`,
    summary: `\u001b[31mred\u001b[0m\u0007 ${EVIL} mail me: mallory@evil.example`,
    description: EVIL,
    authors: [{ name: `${EVIL} mallory@evil.example`, email: "mallory@evil.example", affiliation: EVIL }],
    license: { raw: EVIL },
    citations: [{ text: EVIL, doi: `javascript:window.hit=1` }],
    links: [
      { rel: EVIL, url: "javascript:window.hit=1" },
      { rel: "data", url: "data:text/html,<script>window.hit=1</script>" },
      { rel: "spaced", url: " \tjava\nscript:window.hit=1" },
      { rel: "fine", url: 'https://example.org/?a=1&b="2"' },
    ],
    images: [{ raw: EVIL, role: "run" }],
    parameters: [
      {
        direction: "in",
        key: EVIL,
        label: EVIL,
        kind: "string",
        rawType: EVIL,
        formats: [{ raw: EVIL }],
        default: EVIL,
        choices: [EVIL],
      },
    ],
    claims: [EVIL, "segmentation"],
    deprecated: { reason: EVIL, replacedBy: EVIL },
    ext: { __proto__x: EVIL },
  });
  return makeEntry("mallory/evil", "mallory-evil", known(plugin), {
    images: [{ raw: EVIL, digest: { outcome: "not-available", reason: EVIL, asOf: AS_OF } }],
    findings: [
      {
        check: EVIL,
        level: "error",
        message: EVIL,
        at: { file: `${EVIL}.json`, pointer: "", line: 1, column: 1 },
        expected: EVIL,
        got: EVIL,
        remedy: EVIL,
        url: "javascript:window.hit=1",
      },
    ],
    tier: { outcome: "not-available", reason: EVIL, asOf: AS_OF },
    statusReason: EVIL,
  });
}
