import manifestSchema from "../../../schemas/plugin-manifest.schema.json" with { type: "json" };
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { lazyValidator } from "../compile-schema.ts";
import { withMends } from "../mend.ts";
import { schemaFaultsOf } from "../schema-faults.ts";
import { ownMends } from "./mends.ts";

const validator = lazyValidator(manifestSchema, "2020-12", true);

/** Our own schema, strict: an unknown key is an error. */
export function validateOwn(document: ManifestDocument): SchemaFault[] {
  return withMends(document, ({ root }) => schemaFaultsOf(validator(), root), ownMends);
}
