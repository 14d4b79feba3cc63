import type { Reference } from "./image.ts";
import type { Parameter } from "./parameter.ts";

/** Families of plugin manifest that Waybill knows by name; the table `families/` holds those it can read. */
export type FamilyId = string;

/** A version claim and what form it has; suffixes of architecture and accelerator are no pre-releases. */
export interface Version {
  raw: string;
  semver?: string;
  kind: "semver" | "v-semver" | "semver-suffix" | "partial" | "date" | "other" | "template";
  suffix?: { architecture?: string; accelerator?: string };
}

/** An author as claimed; `email` stays in memory and never reaches catalog, site, API or log. */
export interface Author {
  name: string;
  orcid?: string;
  affiliation?: string;
  ror?: string;
  email?: string;
}

/** An image that the manifest names. */
export interface PluginImage {
  raw: string;
  reference?: Reference;
  platform?: string;
  accelerator?: string;
  role: "run" | "base" | "alternative";
}

/** How the plugin runs. */
export interface Run {
  mode: "batch" | "interactive" | "both" | "unknown";
  lifetime?: "run-and-destroy" | "until-closed" | "pausable";
  streaming?: boolean;
  command?: string[];
  template?: string;
  shell?: boolean;
  user?: string;
  network?: "none" | "needed" | "unknown";
  ports: { port: number; protocol?: string; purpose?: string }[];
  path?: { value?: string; rule: "fixed" | "given-at-start" | "none" };
  startup?: string[];
  sessionType?: string;
  mounts: {
    path: string;
    access: "read" | "write" | "read-write";
    purpose: "inputs" | "outputs" | "home" | "shared" | "other";
  }[];
  saveIntermediate?: boolean;
  exitCodes?: Record<string, string>;
}

/** What the plugin asks of the machine; sizes in MiB. */
export interface Hardware {
  cpuMinimum?: number;
  memoryMiB?: number;
  diskMiB?: number;
  gpu?: "none" | "optional" | "required";
  gpuMiB?: number;
  cuda?: string;
  architectures?: string[];
  cpuFeatures?: string[];
}

/** Who a manifest says signs its images; can narrow the operator's policy, never widen it. */
export interface SignerHint {
  issuer?: string;
  identity?: string;
  key?: string;
}

/** Where a field of the record came from. */
export type Origin = "manifest" | "image-label" | "readme" | "repository" | "git-tag" | "derived";

/** The normalized record of one plugin: claims of its manifest. */
export interface Plugin {
  family: FamilyId;
  dialect?: string;
  kind: "tool" | "workflow" | "environment" | "image";
  name: string;
  title?: string;
  summary?: string;
  description?: string;
  version?: Version;
  released?: string;
  authors: Author[];
  contact?: string;
  license?: { raw: string; spdx?: string };
  citations: { text?: string; doi?: string }[];
  links: { rel: string; url: string }[];
  images: PluginImage[];
  /** What builds the image, beside the manifest. */
  recipe?: { path: string; kind: "dockerfile" | "apptainer" | "other" };
  run: Run;
  parameters: Parameter[];
  hardware?: Hardware;
  /** purls the manifest names. */
  packages: string[];
  /** Concepts as written. */
  claims: string[];
  tests: { name: string; command?: string[]; inputs?: Record<string, unknown>; expects?: unknown }[];
  profiles: {
    label: string;
    wallSeconds?: number;
    cpuSeconds?: number;
    peakMiB?: number;
    gpuMiB?: number;
    inputBytes?: number;
    on?: string;
  }[];
  deprecated?: { since?: string; reason?: string; replacedBy?: string };
  signers: SignerHint[];
  /** What else the family knows. */
  ext: Record<string, unknown>;
  /** JSON pointer of this record → origin of the field. */
  from: Record<string, Origin>;
}
