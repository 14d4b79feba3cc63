import waybill from "../../package.json" with { type: "json" };

/** Name and version of this Waybill, as catalogs and requests state it. */
export const GENERATOR = `waybill/${waybill.version}`;
