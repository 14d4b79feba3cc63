import type { SignatureForm } from "../signature-form.ts";
import { verifyFault } from "../verify-fault.ts";
import { findNotations } from "./find.ts";

/** Notary v2 signatures: seen among the referrers, not judged. */
export const notation: SignatureForm = {
  id: "notation",
  title: "Notation (Notary v2)",
  find: findNotations,
  verify: verifyFault,
};
