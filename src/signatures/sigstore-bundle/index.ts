import type { SignatureForm } from "../signature-form.ts";
import { findBundles } from "./find.ts";
import { verifyMaterial } from "./verify.ts";

/** Sigstore bundles attached to an image: cosign 3, GitHub's attestations pushed to a registry. */
export const sigstoreBundle: SignatureForm = {
  id: "sigstore-bundle",
  title: "Sigstore bundle as referrer",
  find: findBundles,
  verify: verifyMaterial,
};
