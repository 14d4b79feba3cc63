import type { Fact } from "../../model/fact.ts";
import { splitDigest } from "../../oci/digest.ts";
import type { SignatureMaterial, SignatureTarget } from "../signature-form.ts";

/** Asks for the tags `sha256-<hex>.sig` and `.att`; one that is there is a signature that cannot be judged yet. */
export async function findTags({
  reference,
  digest,
  registry,
  referrers,
}: SignatureTarget): Promise<Fact<SignatureMaterial[]>> {
  const { algorithm, hex } = splitDigest(digest);
  const materials: SignatureMaterial[] = [];
  for (const suffix of ["sig", "att"]) {
    const tag = `${algorithm}-${hex}.${suffix}`;
    const answer = await registry.digestOf({ host: reference.host, repository: reference.repository, tag });
    if (answer.outcome === "known") {
      const detail = `signed in the form of cosign 2 (tag .${suffix}), which Waybill does not judge yet`;
      const fault = { state: "unverifiable" as const, reason: "not-supported", detail };
      materials.push({ form: "cosign-tag", material: answer.value, bytes: new Uint8Array(), foundBy: "tag", fault });
    }
    if (answer.outcome === "not-available" && answer.reason !== "not-found") {
      return { outcome: "not-available", reason: answer.reason, asOf: answer.asOf };
    }
  }
  const asOf = referrers.outcome === "known" || referrers.outcome === "not-available" ? referrers.asOf : "";
  return { outcome: "known", value: materials, asOf };
}
