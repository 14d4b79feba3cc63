import type { Catalog } from "../../src/model/catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { SignatureVerdict } from "../../src/model/signature.ts";
import {
  AS_OF,
  digestOf,
  known,
  makeCatalog,
  makeEntry,
  makeHostileEntry,
  makePlugin,
  makeVerdict,
} from "./sample-catalog.ts";

const EARLIER = "2026-02-20T08:00:00Z";
const LONG = "a_very_long_name_without_any_blank_in_it_as_generators_like_to_make_them_".repeat(3);

/** A good signature of lab/plugins, judged for somebody else. */
export function foreignVerdict(): Fact<SignatureVerdict> {
  const signer = {
    kind: "keyless",
    issuer: "https://token.actions.githubusercontent.com",
    subjectAltName: "https://github.com/lab/plugins/.github/workflows/release.yml@refs/tags/v1.2.0",
    sourceRepository: "https://github.com/lab/plugins",
  } as const;
  const detail = `got ${signer.subjectAltName}; expected https://github.com/evil/repo/.github/workflows/*@**`;
  return known(makeVerdict("untrusted", "san-mismatch", { signer, detail }));
}

/** A stranger's plugin that names the verified image of lab/plugins as its own. */
export function makeImpostor(): Entry {
  const raw = "ghcr.io/lab/segment:1.2.0";
  const plugin = makePlugin({
    name: "segment-better",
    summary: "Names the image of somebody else.",
    images: [{ raw, role: "run", reference: { host: "ghcr.io", repository: "lab/segment", tag: "1.2.0" } }],
  });
  return makeEntry("evil/repo", "evil-repo-segment", known(plugin), {
    images: [{ raw, digest: known(digestOf("a")), signature: foreignVerdict() }],
  });
}

/** Two run images of which one is not signed, and a base that is; read from a folder without git. */
export function makePair(): Entry {
  const images = [
    { raw: "ghcr.io/lab/segment:1.2.0", role: "run" },
    { raw: "docker.io/polusai/ome-converter:0.3.1", role: "run" },
    { raw: "quay.io/cells/cellpose:3", role: "base" },
  ] as const;
  const entry = makeEntry("lab/plugins", "lab-pair", known(makePlugin({ name: "pair", images: [...images] })), {
    images: images.map(({ raw }, place) => ({ raw, digest: known(digestOf("abc".charAt(place))) })),
    tier: known({ name: "none", profile: "st4sd", criteria: [] }),
    findings: [
      {
        check: "has-license",
        level: "note",
        message: "no license is stated",
        at: { file: "lab-pair.plugin.json", pointer: "", line: 1, column: 1 },
        url: "docs/checks.md#has-license",
      },
      {
        check: "record-complete",
        level: "error",
        message: "the record is not complete",
        at: { file: "lab-pair.plugin.json", pointer: "/x", line: 2, column: 5 },
        url: "docs/checks.md#record-complete",
      },
    ],
    versions: [{ commit: "worktree", sha256: "a".repeat(64), firstSeen: EARLIER }],
  });
  entry.repository = { ...entry.repository, commit: "worktree" };
  entry.manifest = { ...entry.manifest, commit: "worktree" };
  return entry;
}

/** What can be read no longer, with what it said before. */
export function makeUnreadable(): Entry {
  const last = { value: makePlugin({ name: "was-readable", summary: "Said something before." }), asOf: EARLIER };
  const plugin = { outcome: "not-available", reason: "unreadable", asOf: AS_OF, last } as const;
  return makeEntry("lab/plugins", "lab-unreadable", plugin, {
    images: [],
    findings: [
      {
        check: "syntax",
        level: "error",
        message: "a comma too many",
        at: { file: "lab-unreadable.plugin.json", pointer: "", line: 8, column: 58 },
        url: "docs/checks.md#syntax",
      },
    ],
    tier: { outcome: "not-available", reason: "unreadable", asOf: AS_OF },
  });
}

/** Names that are long, or written from right to left. */
export function makeStrangeNames(): Entry[] {
  const long = makePlugin({
    name: LONG,
    title: LONG.toUpperCase(),
    summary: LONG,
    version: { raw: "20260101.abcdef0123456789.dirty.with.a.long.suffix", kind: "other" },
    images: [{ raw: `registry.example.org:5000/${LONG}`, role: "run" }],
    parameters: [
      { direction: "in", key: LONG, kind: "number", rawType: "number", formats: [{ raw: LONG }], default: LONG },
    ],
    authors: [{ name: LONG }],
    license: { raw: LONG },
  });
  const rightToLeft = makePlugin({
    name: "تقطيع-الخلايا",
    title: "تقطيع صور الخلايا",
    summary: "يجد حدود الخلايا في صور المجهر (OME-TIFF) ويكتب صور التسميات.",
    version: { raw: "1.0.0", kind: "semver" },
    authors: [{ name: "ליאת כהן" }],
  });
  return [
    makeEntry("long/names", "long-names", known(long), {
      images: [
        { raw: long.images[0]?.raw ?? "", digest: { outcome: "not-available", reason: "timeout", asOf: AS_OF } },
      ],
    }),
    makeEntry("lab/rtl", "lab-rtl", known(rightToLeft)),
  ];
}

/** The samples with everything odd beside them, held back by the guard because one of them was not found. */
export function makeOddCatalog(): Catalog {
  const odd = [makeImpostor(), makePair(), makeUnreadable(), ...makeStrangeNames(), makeHostileEntry()];
  const held = {
    schemaVersion: 1,
    since: EARLIER,
    reason: "1 of 12 entries (8.3 %) would be lost unexplained: expected at most 5 %",
    wouldLose: ["github.com/lab/rtl//lab-rtl.plugin.json", "github.com/lost/tool//lost-tool.plugin.json"],
  } as const;
  return { ...makeCatalog(odd), held: { ...held, wouldLose: [...held.wouldLose] } };
}
