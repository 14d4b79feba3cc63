/** What can be wrong with us or the operator: a closed list, translated to exit codes at the doors. */
export type WaybillErrorCode =
  | "usage"
  | "config-invalid"
  | "config-missing"
  | "catalog-newer"
  | "catalog-damaged"
  | "held"
  | "internal"
  | "not-reachable";

/** Our own or the operator's fault; caught only in doors. Messages carry no secret. */
export class WaybillError extends Error {
  readonly code: WaybillErrorCode;

  constructor(code: WaybillErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WaybillError";
    this.code = code;
  }
}
