import { type CertificateAuthority, type TransparencyLogInstance, TrustedRoot } from "@sigstore/protobuf-specs";
import { type TrustMaterial, toTrustMaterial } from "@sigstore/verify";
import { WaybillError } from "../model/waybill-error.ts";
import { sha256OfJson } from "./sha256-of-json.ts";
import type { TrustRoot } from "./trust.ts";

/** A trusted root from its JSON. Throws `config-invalid` when it is none, or trusts something without a start. */
export function readTrustRoot(name: string, json: unknown, require: TrustRoot["require"]): TrustRoot {
  const trustedRoot = parseRoot(name, json);
  const root = { name, trustedRoot, sha256: sha256OfJson(json), require };
  toMaterial(root);
  return root;
}

const materials = new WeakMap<TrustedRoot, TrustMaterial>();

/** The keys of a root, decoded once. Throws `config-invalid` for a root that is not whole. */
export function toMaterial({ name, trustedRoot }: Pick<TrustRoot, "name" | "trustedRoot">): TrustMaterial {
  const known = materials.get(trustedRoot);
  if (known !== undefined) return known;
  checkStarts(name, trustedRoot);
  try {
    const material = toTrustMaterial(trustedRoot);
    materials.set(trustedRoot, material);
    return material;
  } catch (error) {
    throw invalid(name, "holds a key or certificate that cannot be decoded", error);
  }
}

function parseRoot(name: string, json: unknown): TrustedRoot {
  if (typeof json !== "object" || json === null || !("mediaType" in json)) throw invalid(name, "is no trusted root");
  if (!String(json.mediaType).startsWith("application/vnd.dev.sigstore.trustedroot")) {
    throw invalid(name, `has the media type ${String(json.mediaType).slice(0, 100)}; expected a sigstore trusted root`);
  }
  try {
    return TrustedRoot.fromJSON(json);
  } catch (error) {
    throw invalid(name, "is no trusted root", error);
  }
}

/** The library reads a missing start as "since ever"; a root must say since when each key is trusted. */
function checkStarts(name: string, root: TrustedRoot): void {
  const logs: TransparencyLogInstance[] = [...root.tlogs, ...root.ctlogs];
  const authorities: CertificateAuthority[] = [...root.certificateAuthorities, ...root.timestampAuthorities];
  if (logs.some(({ publicKey }) => publicKey?.validFor?.start === undefined)) {
    throw invalid(name, "trusts a log without the start of its validity");
  }
  if (authorities.some(({ validFor }) => validFor?.start === undefined)) {
    throw invalid(name, "trusts an authority without the start of its validity");
  }
  if (root.certificateAuthorities.length === 0) throw invalid(name, "names no certificate authority");
}

function invalid(name: string, problem: string, cause?: unknown): WaybillError {
  return new WaybillError("config-invalid", `trusted root ${name} ${problem}`, { cause });
}
