import { HttpFault } from "../../http/http-client.ts";
import type { Fact } from "../../model/fact.ts";
import type { Digest, Referrer } from "../../model/image.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { digestOfBytes } from "../../oci/digest.ts";
import { artifactTypeOf, parseImageManifest } from "../../oci/image-manifest.ts";
import { isProblem } from "../../oci/problem.ts";
import { BlobFault } from "../../registries/checked-blob.ts";
import type { SignatureMaterial, SignatureTarget } from "../signature-form.ts";
import { BUNDLE_CAP_BYTES } from "./parse.ts";

const FORM = "sigstore-bundle";
const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle";
const MATERIAL_CAP = 100;
const MANIFEST_CAP_BYTES = 64 * 1024;

/** Opens the referrers and fetches every bundle; what cannot be fetched or is not whole comes as a fault. */
export async function findBundles(target: SignatureTarget): Promise<Fact<SignatureMaterial[]>> {
  const { referrers } = target;
  if (referrers.outcome !== "known") return withoutLast(referrers);
  const readable = referrers.value.filter(({ fault }) => fault === undefined);
  const ordered = readable.toSorted((left, right) => rank(left) - rank(right));
  const materials: SignatureMaterial[] = [];
  for (const referrer of ordered.slice(0, MATERIAL_CAP)) materials.push(...(await openReferrer(target, referrer)));
  const rest = ordered[MATERIAL_CAP];
  if (rest !== undefined || materials.length > MATERIAL_CAP) {
    const detail = `only the first ${MATERIAL_CAP} of ${ordered.length} referrers were opened`;
    materials.splice(MATERIAL_CAP);
    materials.push(makeFault(rest?.digest ?? target.digest, "unknown", "rate-limited", detail));
  }
  for (const { digest, fault } of referrers.value) {
    if (fault !== undefined) materials.push(faultOfReferrer(digest, fault));
  }
  return { outcome: "known", value: materials, asOf: referrers.asOf };
}

/** What could not be read may have been a signature or not: `unknown`, whatever the listing says that it is. */
function faultOfReferrer(digest: Digest, fault: string): SignatureMaterial {
  switch (fault) {
    case "not-opened":
      return makeFault(digest, "unknown", "rate-limited", "more referrers are listed than are opened");
    case "not-found":
      return makeFault(digest, "unknown", "blob-missing", "a listed referrer is not there");
    default:
      return makeFault(digest, "unknown", fault, `a listed referrer could not be read: ${fault}`);
  }
}

function withoutLast(referrers: Exclude<Fact<Referrer[]>, { outcome: "known" }>): Fact<SignatureMaterial[]> {
  if (referrers.outcome !== "not-available") return referrers;
  return { outcome: "not-available", reason: referrers.reason, asOf: referrers.asOf };
}

/** What looks like a bundle is opened first, so that a flood of other referrers cannot hide a signature. */
function rank({ artifactType }: Referrer): number {
  if (artifactType.startsWith(BUNDLE_TYPE)) return 0;
  return artifactType === "" || artifactType === "application/vnd.oci.empty.v1+json" ? 1 : 2;
}

/** The listing is only a hint: the referrer's own manifest says what it is and what it is about. */
async function openReferrer(target: SignatureTarget, referrer: Referrer): Promise<SignatureMaterial[]> {
  const { digest } = referrer;
  const answer = await target.registry.manifest(target.reference, digest, MANIFEST_CAP_BYTES);
  if (answer.outcome !== "known") {
    const reason = answer.outcome === "not-available" ? answer.reason : answer.outcome;
    if (reason === "too-large" && !referrer.artifactType.startsWith(BUNDLE_TYPE)) return [];
    return [faultOfManifest(digest, reason)];
  }
  const manifest = parseImageManifest(answer.value);
  if (isProblem(manifest)) {
    if (!referrer.artifactType.startsWith(BUNDLE_TYPE)) return [];
    return [makeFault(digest, "invalid", "malformed", `the referrer ${manifest.problem}`)];
  }
  const isBundle = artifactTypeOf(manifest).startsWith(BUNDLE_TYPE);
  const layers = manifest.layers.filter(({ mediaType }) => isBundle || mediaType.startsWith(BUNDLE_TYPE));
  if (layers.length === 0) return [];
  if (manifest.subject?.digest !== target.digest) {
    return [makeFault(digest, "invalid", "subject-mismatch", `the referrer is not about ${target.digest}`)];
  }
  const materials: SignatureMaterial[] = [];
  for (const layer of layers.slice(0, MATERIAL_CAP)) materials.push(await fetchBundle(target, layer));
  return materials;
}

async function fetchBundle(target: SignatureTarget, layer: Descriptor): Promise<SignatureMaterial> {
  const { digest } = layer;
  const sizeBytes = layer.sizeBytes;
  if (sizeBytes > BUNDLE_CAP_BYTES)
    return makeFault(digest, "invalid", "too-large", `the bundle has ${sizeBytes} bytes`);
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    for await (const chunk of target.registry.blob(target.reference, { digest, sizeBytes })) {
      received += chunk.length;
      if (received > sizeBytes) return mismatch(digest, sizeBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    return faultOfBlob(digest, error);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length !== sizeBytes || digestOfBytes(bytes, digest) !== digest) return mismatch(digest, sizeBytes);
  return { form: FORM, material: digest, bytes, foundBy: "referrers" };
}

function mismatch(digest: Digest, sizeBytes: number): SignatureMaterial {
  const detail = `the registry sent other bytes than ${sizeBytes} of ${digest}`;
  return makeFault(digest, "invalid", "blob-digest-mismatch", detail);
}

function faultOfManifest(digest: Digest, reason: string): SignatureMaterial {
  switch (reason) {
    case "digest-mismatch":
      return makeFault(digest, "invalid", "manifest-digest-mismatch", "the registry sent another referrer than listed");
    case "malformed":
    case "too-large":
      return makeFault(digest, "invalid", reason, `the referrer is ${reason}`);
    case "not-found":
      return makeFault(digest, "unknown", "blob-missing", "a listed referrer is not there");
    default:
      return makeFault(digest, "unknown", reason, `a listed referrer could not be fetched: ${reason}`);
  }
}

/** Errors without a reason of the registry are ours and stay thrown. */
function faultOfBlob(digest: Digest, error: unknown): SignatureMaterial {
  const isOfTheWorld = error instanceof HttpFault || error instanceof BlobFault;
  if (!isOfTheWorld) throw error;
  const detail = `the bundle could not be fetched: ${error.code}`;
  switch (error.code) {
    case "digest-mismatch":
    case "too-large":
      return makeFault(digest, "invalid", "blob-digest-mismatch", "the registry sent other bytes than the bundle's");
    case "not-found":
      return makeFault(digest, "unknown", "blob-missing", detail);
    default:
      return makeFault(digest, "unknown", error.code, detail);
  }
}

function makeFault(material: Digest, state: "invalid" | "unknown", reason: string, detail: string): SignatureMaterial {
  return { form: FORM, material, bytes: new Uint8Array(), foundBy: "referrers", fault: { state, reason, detail } };
}
