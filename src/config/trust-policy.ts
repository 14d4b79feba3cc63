import schema from "../../schemas/trust-policy.schema.json" with { type: "json" };
import { suggest } from "../document/suggest.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { makeSettingsReader, type Unsupported } from "./read-settings.ts";
import {
  type Authority,
  DEFAULT_TRIGGERS,
  type KeylessRule,
  type TrustPolicySettings,
  type TrustRoot,
} from "./trust-settings.ts";

/** Whom we accept, with the roots read and both hashed: what a verdict was judged by. */
export interface TrustPolicy {
  settings: TrustPolicySettings;
  roots: readonly TrustRoot[];
  /** sha256 of the canonical JSON of the settings. */
  sha256: string;
  /** sha256 over all roots and what they demand. */
  rootSha256: string;
}

/** The file as people write it (schemas/trust-policy.schema.json). */
interface WrittenPolicy {
  version: 1;
  trustRoots?: Record<
    string,
    { file: string; require: { log: number; sct: number; time: number }; maxAgeDays?: number }
  >;
  defaults?: Partial<Pick<TrustPolicySettings, "recordMaxAgeDays" | "reverifyDays">> & {
    mode?: Mode;
    predicates?: Partial<TrustPolicySettings["predicates"]>;
  };
  authorities?: Record<string, Omit<Authority, "name">>;
  scopes?: {
    images: string[];
    mode?: Mode;
    accept: { anyOf?: WrittenRequirement[]; allOf?: WrittenRequirement[] };
  }[];
  revoked?: Partial<TrustPolicySettings["revoked"]> & { keys?: string[] };
}

type Mode = "warn" | "require";
type WrittenRequirement = string | { authority: string; kind?: "signature" | "provenance" };

/** A release workflow of the repository that holds the manifest: what is accepted where no scope says otherwise. */
const SAME_REPO: Authority = {
  name: "same-repo",
  keyless: {
    issuer: "https://token.actions.githubusercontent.com",
    sourceRepository: `https://github.com/\${manifest.repo}`,
    sourceRepositoryId: `\${manifest.repoId}`,
    signer: `https://github.com/\${manifest.repo}/.github/workflows/*@**`,
    refs: ["refs/tags/**", `refs/heads/\${manifest.defaultBranch}`],
    triggers: DEFAULT_TRIGGERS,
    runner: "any",
  },
};

const readWritten = makeSettingsReader<WrittenPolicy>(schema, listUnsupported);

/** What the schema keeps a place for: whoever writes it counts on a protection that is not there. */
function listUnsupported({ trustRoots = {}, defaults = {}, scopes = [], revoked = {} }: WrittenPolicy): Unsupported[] {
  const unsupported: Unsupported[] = [];
  for (const [name, { maxAgeDays }] of Object.entries(trustRoots)) {
    const message = "the age of a root is not known";
    if (maxAgeDays !== undefined) unsupported.push({ pointer: `/trustRoots/${name}/maxAgeDays`, message });
  }
  for (const [mode, place] of [
    [defaults.mode, "defaults"],
    ...scopes.map((scope, index) => [scope.mode, `scopes/${index}`] as const),
  ] as const) {
    const message = "`mode: require`; images are listed with their state, whatever it is";
    if (mode === "require") unsupported.push({ pointer: `/${place}/mode`, message });
  }
  if (revoked.keys !== undefined && revoked.keys.length > 0) {
    unsupported.push({ pointer: "/revoked/keys", message: "keys are not judged, so that none is accepted" });
  }
  return unsupported;
}

/** Reads `trust-policy.yml`. Throws `config-invalid` with file, line and the nearest known word. */
export function parseTrustPolicy(path: string, bytes: Uint8Array): TrustPolicySettings {
  const settings = fillDefaults(readWritten(path, bytes));
  checkNames(path, settings);
  for (const { file } of settings.trustRoots ?? []) checkInside(path, file);
  return settings;
}

/** The settings that hold where no `trust-policy.yml` stands: same-repository. */
export function defaultTrustPolicySettings(): TrustPolicySettings {
  return fillDefaults({ version: 1 });
}

function checkInside(path: string, file: string): void {
  if (!/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(file)) return;
  throw invalid(path, `\`${file}\` leaves the folder of the policy; expected a path beside it`);
}

function fillDefaults(written: WrittenPolicy): TrustPolicySettings {
  const { defaults = {}, revoked = {} } = written;
  const authorities = Object.entries(written.authorities ?? {}).map(([name, rule]) => ({ name, ...rule }));
  if (!authorities.some(({ name }) => name === SAME_REPO.name)) authorities.push(SAME_REPO);
  return {
    ...(written.trustRoots && {
      trustRoots: Object.entries(written.trustRoots).map(([name, root]) => ({ name, ...root })),
    }),
    predicates: {
      signature: defaults.predicates?.signature ?? ["https://sigstore.dev/cosign/sign/v1", "cosign-simple-signing"],
      provenance: defaults.predicates?.provenance ?? [
        "https://slsa.dev/provenance/v1",
        "https://slsa.dev/provenance/v0.2",
      ],
    },
    recordMaxAgeDays: defaults.recordMaxAgeDays ?? 30,
    reverifyDays: defaults.reverifyDays ?? 7,
    authorities,
    scopes: (written.scopes ?? []).map((scope) => ({
      images: scope.images,
      combine: scope.accept.allOf === undefined ? "anyOf" : "allOf",
      requirements: (scope.accept.allOf ?? scope.accept.anyOf ?? []).map((requirement) =>
        typeof requirement === "string" ? { authority: requirement } : requirement,
      ),
    })),
    revoked: {
      signatures: revoked.signatures ?? [],
      digests: revoked.digests ?? [],
      workflows: revoked.workflows ?? [],
    },
  };
}

/** What a schema cannot say: names that must exist, variables that must be known, images that must have one answer. */
function checkNames(path: string, settings: TrustPolicySettings): void {
  const names = settings.authorities.map(({ name }) => name);
  for (const { requirements } of settings.scopes) {
    for (const { authority } of requirements) {
      if (!names.includes(authority)) throw invalid(path, `no authority is named \`${authority}\``, authority, names);
    }
  }
  const seen = new Set<string>();
  for (const image of settings.scopes.flatMap(({ images }) => images)) {
    if (seen.has(image)) throw invalid(path, `the images \`${image}\` stand in two scopes; expected one`);
    seen.add(image);
  }
  for (const { name, keyless } of settings.authorities) {
    if (keyless?.signer !== undefined && keyless.email !== undefined) {
      throw invalid(path, `authority \`${name}\` names a signer and an email; expected one of them`);
    }
    checkVariables(path, keyless);
  }
}

const VARIABLES = ["manifest.repo", "manifest.repoId", "manifest.defaultBranch"];

function checkVariables(path: string, rule: KeylessRule | undefined): void {
  const texts = Object.values(rule ?? {}).flat();
  for (const [, name = ""] of texts.flatMap((text) => [...text.matchAll(/\$\{([^}]*)\}?/g)])) {
    if (!VARIABLES.includes(name)) throw invalid(path, `unknown variable \`\${${name}}\``, name, VARIABLES);
  }
}

function invalid(path: string, message: string, word = "", candidates: readonly string[] = []): WaybillError {
  const closest = suggest(word, candidates);
  const hint = closest === undefined ? "" : `: did you mean \`${closest}\`?`;
  return new WaybillError("config-invalid", `${path}: ${message}${hint}`);
}
