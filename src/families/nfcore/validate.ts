import metaSchema from "../../../schemas/third-party/nfcore/meta.schema.json" with { type: "json" };
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { lazyValidator } from "../compile-schema.ts";
import { schemaFaultsOf } from "../schema-faults.ts";

const validator = lazyValidator(metaSchema, "2020-12");

/** nf-core's own schema of module metadata. */
export function validateNfcore(document: ManifestDocument): SchemaFault[] {
  return schemaFaultsOf(validator(), document.root);
}
