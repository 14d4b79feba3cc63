import type { SignatureFact } from "../model/signature.ts";
import type { SignatureMaterial } from "./signature-form.ts";

/** The `verify` of forms that are seen but not judged: the fault that `find` noted, else `unverifiable`. */
export function verifyFault({ form, material, fault }: SignatureMaterial): SignatureFact {
  return { form, material, ...(fault ?? { state: "unverifiable", reason: "not-supported" }) };
}
