import { WaybillError } from "../../model/waybill-error.ts";
import type { AdvisoryKind } from "../advisory-source.ts";
import { queryDirectory } from "./query-directory.ts";

/** OSV records as files in a folder: an air-gapped mirror. */
export const osvDirectory = {
  id: "osv-directory",
  title: "OSV records in a folder",

  open({ path }) {
    if (path === undefined) throw new WaybillError("config-invalid", "advisories of kind osv-directory need a path");
    return queryDirectory(path);
  },
} as const satisfies AdvisoryKind;
