import type { LabelDialect } from "./recognize.ts";

/** Fields of the record that labels fill with a text. */
export type LabelField =
  | "name"
  | "version"
  | "title"
  | "summary"
  | "description"
  | "authors"
  | "license"
  | "base"
  | "released";

const OCI = "org.opencontainers.image";
const LABEL_SCHEMA = "org.label-schema";

// https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys
const OCI_KEYS: Record<LabelField, string[]> = {
  name: [`${OCI}.title`],
  version: [`${OCI}.version`],
  title: [`${OCI}.title`],
  summary: [],
  description: [`${OCI}.description`],
  authors: [`${OCI}.authors`],
  license: [`${OCI}.licenses`],
  base: [`${OCI}.base.name`],
  released: [`${OCI}.created`],
};

const PLAIN_KEYS: Record<LabelField, string[]> = {
  name: ["name"],
  version: ["version"],
  title: ["title"],
  summary: ["summary"],
  description: ["description"],
  authors: ["maintainer"],
  license: ["license"],
  base: [],
  released: [],
};

// http://label-schema.org/rc1/
const LABEL_SCHEMA_KEYS: Record<LabelField, string[]> = {
  name: [`${LABEL_SCHEMA}.name`],
  version: [`${LABEL_SCHEMA}.version`],
  title: [`${LABEL_SCHEMA}.name`],
  summary: [],
  description: [`${LABEL_SCHEMA}.description`],
  authors: [`${LABEL_SCHEMA}.vendor`],
  license: [`${LABEL_SCHEMA}.license`],
  base: [],
  released: [`${LABEL_SCHEMA}.build-date`],
};

// https://biocontainers-edu.readthedocs.io/en/latest/what_is_biocontainers.html
const BIOCONTAINERS_KEYS: Record<LabelField, string[]> = {
  name: ["software"],
  version: ["software.version"],
  title: [],
  summary: ["about.summary"],
  description: [],
  authors: ["maintainer"],
  license: ["about.license"],
  base: ["base_image"],
  released: [],
};

const CANFAR_KEYS: Record<LabelField, string[]> = {
  ...PLAIN_KEYS,
  description: ["ca.nrc.cadc.skaha.description", "description"],
};

const BY_DIALECT: Record<LabelDialect, Record<LabelField, string[]>> = {
  biocontainers: BIOCONTAINERS_KEYS,
  canfar: CANFAR_KEYS,
  chaimeleon: PLAIN_KEYS,
  "label-schema": LABEL_SCHEMA_KEYS,
  opencontainers: OCI_KEYS,
  plain: PLAIN_KEYS,
};

/** Labels that may tell a field, the dialect's own first, then OCI's, then the others. */
export function keysOf(dialect: LabelDialect, field: LabelField): string[] {
  const all = [BY_DIALECT[dialect], OCI_KEYS, LABEL_SCHEMA_KEYS, PLAIN_KEYS];
  return [...new Set(all.flatMap((keys) => keys[field]))];
}

/** Relation of a link ← labels that hold its address. */
export const LINK_KEYS: readonly (readonly [string, readonly string[]])[] = [
  ["website", [`${OCI}.url`, `${LABEL_SCHEMA}.url`, "about.home"]],
  ["docs", [`${OCI}.documentation`, `${LABEL_SCHEMA}.usage`, "about.documentation"]],
  ["declared-source", [`${OCI}.source`, `${LABEL_SCHEMA}.vcs-url`]],
];
