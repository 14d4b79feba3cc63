import { distribution } from "./distribution/index.ts";
import { dockerHub } from "./docker-hub/index.ts";
import { ghcr } from "./ghcr/index.ts";
import { harbor } from "./harbor/index.ts";
import { ociLayout } from "./oci-layout/index.ts";
import { quay } from "./quay/index.ts";
import type { Registry } from "./registry.ts";

/** Kinds of OCI registry that Waybill can ask. */
export const registries = [
  distribution,
  dockerHub,
  ghcr,
  harbor,
  ociLayout,
  quay,
] as const satisfies readonly Registry[];

/** Id of a row: what `kind` may be in `registries:` of waybill.yml. */
export type RegistryId = (typeof registries)[number]["id"];
