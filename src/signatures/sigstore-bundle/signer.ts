import type { Signer } from "@sigstore/verify";
import type { SignerIdentity } from "../../model/signature.ts";
import { readDer, readUtf8String } from "../der.ts";
import { BundleFault } from "./fault.ts";

/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const FULCIO = "1.3.6.1.4.1.57264.1.";
const SUBJECT_ALT_NAME = "2.5.29.17";
const TAG_EMAIL = 0x81;
const TAG_URI = 0x86;

/** What the certificate proves about who signed, and which workflow file was run for which repository. */
export interface CertificateClaims {
  identity: SignerIdentity;
  /** `.1.18`: the workflow that was started, `https://github.com/o/r/PATH@REF`. */
  buildConfig?: string;
}

/** Decodes the extensions of a verified certificate. */
export function readSigner({ identity }: Signer): CertificateClaims {
  const extensions = new Map<string, Uint8Array>();
  for (const { oid, value } of identity?.oids ?? []) {
    const id = oid?.id.join(".") ?? "";
    if (extensions.has(id)) throw new BundleFault("bad-certificate", `the extension ${id} occurs twice`);
    extensions.set(id, value);
  }
  const read = (current: number, former?: number) => readFulcio(extensions, current, former);
  const subjectAltName = readSubjectAltName(extensions.get(SUBJECT_ALT_NAME));
  const formerRepository = read(0, 5);
  const claims: Record<string, string | undefined> = {
    issuer: read(8, 1),
    subjectAltName,
    sourceRepository: read(12) ?? (formerRepository && `https://github.com/${formerRepository}`),
    sourceRepositoryId: read(15),
    sourceRepositoryOwnerId: read(17),
    sourceRef: read(14, 6),
    commit: read(13, 3),
    trigger: read(20, 2),
    runner: read(11),
  };
  const known = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  const buildConfig = read(18);
  return { identity: { kind: "keyless", ...known }, ...(buildConfig !== undefined && { buildConfig }) };
}

/** `.1.8` and later are DER strings, `.1.1` to `.1.6` raw text; the later one wins. */
function readFulcio(extensions: ReadonlyMap<string, Uint8Array>, current: number, former = 0): string | undefined {
  const value = extensions.get(`${FULCIO}${current}`);
  if (value !== undefined) {
    const text = readUtf8String(value);
    if (text === undefined) throw new BundleFault("bad-certificate", `the extension .1.${current} is no UTF8String`);
    return text;
  }
  const raw = extensions.get(`${FULCIO}${former}`);
  return raw === undefined ? undefined : new TextDecoder("utf-8", { fatal: true }).decode(raw);
}

/**
 * The one name of the certificate; undefined for a kind of name that no policy can ask for. A URI has `://` and an
 * address has not, so that neither can pass for the other later on.
 */
function readSubjectAltName(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) throw new BundleFault("bad-certificate", "the certificate has no subject alternative name");
  const [sequence] = readDer(value);
  const names = sequence?.tag === 0x30 ? readDer(sequence.value) : [];
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new BundleFault("bad-certificate", `the certificate has ${names.length} names; expected one`);
  }
  if (name.tag !== TAG_EMAIL && name.tag !== TAG_URI) return undefined;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(name.value);
  if (text.includes("://") !== (name.tag === TAG_URI)) {
    throw new BundleFault("bad-certificate", "the name of the certificate is not of the kind it says");
  }
  return text;
}
