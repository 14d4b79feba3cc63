import type { Fact } from "../../model/fact.ts";
import type { SignatureMaterial, SignatureTarget } from "../signature-form.ts";

/** https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#storage */
const ARTIFACT_TYPE = "application/vnd.cncf.notary.signature";
const MATERIAL_CAP = 100;

/** Every referrer of Notary's type is a signature that cannot be judged. */
export async function findNotations({ referrers }: SignatureTarget): Promise<Fact<SignatureMaterial[]>> {
  if (referrers.outcome === "not-available") {
    return { outcome: "not-available", reason: referrers.reason, asOf: referrers.asOf };
  }
  if (referrers.outcome !== "known") return referrers;
  const signatures = referrers.value.filter(
    ({ artifactType, fault }) => fault === undefined && artifactType === ARTIFACT_TYPE,
  );
  const fault = {
    state: "unverifiable" as const,
    reason: "notation",
    detail: "signed with notation, which Waybill does not judge",
  };
  const value = signatures.slice(0, MATERIAL_CAP).map(({ digest }) => ({
    form: "notation",
    material: digest,
    bytes: new Uint8Array(),
    foundBy: "referrers",
    fault,
  }));
  return { outcome: "known", value, asOf: referrers.asOf };
}
