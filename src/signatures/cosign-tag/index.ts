import type { SignatureForm } from "../signature-form.ts";
import { verifyFault } from "../verify-fault.ts";
import { findTags } from "./find.ts";

/** Signatures and attestations of cosign 2 and older, under tags beside the image: seen, not judged yet. */
export const cosignTag: SignatureForm = {
  id: "cosign-tag",
  title: "cosign tag",
  find: findTags,
  verify: verifyFault,
};
