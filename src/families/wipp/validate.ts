import fairChainSchema from "../../../schemas/third-party/wipp/fair-chain-manifest.schema.json" with { type: "json" };
import nistSchema from "../../../schemas/third-party/wipp/wipp-plugin-manifest.schema.json" with { type: "json" };
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { lazyValidator } from "../compile-schema.ts";
import { isMapping } from "../hostile-value.ts";
import { withMends } from "../mend.ts";
import { schemaFaultsOf } from "../schema-faults.ts";
import { wippMends } from "./mends.ts";
import { dialectOf } from "./recognize.ts";

/** Types that the plugins of Polus use and their platform takes, but no published schema lists. */
const POLUS_INPUT_TYPES = ["float", "path"];

const nistValidator = lazyValidator(nistSchema, "draft-07");
const fairChainValidator = lazyValidator(fairChainSchema, "draft-07");
const polusValidator = lazyValidator(withInputTypes(fairChainSchema, POLUS_INPUT_TYPES), "draft-07");

/**
 * NIST's schema for its own dialect, FAIR-chain's for the other two: Polus's copy differs from that only in titles and
 * descriptions.
 */
export function validateWipp(document: ManifestDocument): SchemaFault[] {
  return withMends(document, judge, wippMends);
}

function judge({ root }: ManifestDocument): SchemaFault[] {
  if (!isMapping(root)) return [];
  switch (dialectOf(root)) {
    case "wipp-nist":
      return schemaFaultsOf(nistValidator(), root);
    case "wipp-polus":
      return schemaFaultsOf(polusValidator(), root);
    case "fair-chain":
      return schemaFaultsOf(fairChainValidator(), root);
  }
}

function withInputTypes(schema: typeof fairChainSchema, more: readonly string[]): typeof fairChainSchema {
  const wider = structuredClone(schema);
  wider.properties.inputs.items.properties.type.enum.push(...more);
  return wider;
}
