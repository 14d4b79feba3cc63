import { WaybillError } from "../model/waybill-error.ts";
import type { AdvisoryKind, AdvisorySettings, AdvisorySource } from "./advisory-source.ts";
import { osvDirectory } from "./osv-directory/index.ts";

/** Where advisories can come from. */
export const advisorySources = [osvDirectory] as const satisfies readonly AdvisoryKind[];

/** Id of an advisory source of the table. */
export type AdvisorySourceId = (typeof advisorySources)[number]["id"];

/** Opens the source that the settings name. */
export function openAdvisories(settings: AdvisorySettings): AdvisorySource {
  const kind = advisorySources.find(({ id }) => id === settings.kind);
  if (kind !== undefined) return kind.open(settings);
  const known = advisorySources.map(({ id }) => id).join(", ");
  throw new WaybillError("config-invalid", `advisories: ${JSON.stringify(settings.kind)} is not one of ${known}`);
}
