import fairChainSchema from "../../../schemas/third-party/wipp/fair-chain-manifest.schema.json" with { type: "json" };
import nistSchema from "../../../schemas/third-party/wipp/wipp-plugin-manifest.schema.json" with { type: "json" };
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { lazyValidator } from "../compile-schema.ts";
import { isMapping } from "../hostile-value.ts";
import { schemaFaultsOf } from "../schema-faults.ts";
import { dialectOf } from "./recognize.ts";

const nistValidator = lazyValidator(nistSchema, "draft-07");
const fairChainValidator = lazyValidator(fairChainSchema, "draft-07");

/**
 * NIST's schema for its own dialect, FAIR-chain's for the other two: Polus's copy differs from that only in titles and
 * descriptions.
 */
export function validateWipp(document: ManifestDocument): SchemaFault[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const validator = dialectOf(root) === "wipp-nist" ? nistValidator : fairChainValidator;
  return schemaFaultsOf(validator(), root);
}
