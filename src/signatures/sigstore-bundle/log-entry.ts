import type { Bundle } from "@sigstore/bundle";
import { isJsonObject } from "../../oci/json-object.ts";
import { BundleFault } from "./fault.ts";

/**
 * Every log entry must name the very certificate of the bundle (client spec 4.4). The library compares signature and
 * digest only, so that the genuine entry of another signer would do.
 */
export function checkLogEntries(bundle: Bundle, leaf: Buffer): void {
  for (const { canonicalizedBody } of bundle.verificationMaterial.tlogEntries) {
    const body: unknown = JSON.parse(canonicalizedBody.toString("utf8"));
    const verifiers = readVerifiers(body);
    if (verifiers.length !== 1 || !verifiers[0]?.equals(leaf)) {
      throw new BundleFault("log-entry-mismatch", "the log entry names another certificate than the bundle");
    }
  }
}

/** Rekor's ways to say who signed: kind and version decide where it stands. */
function readVerifiers(body: unknown): Buffer[] {
  const kind = textAt(body, "kind");
  const version = textAt(body, "apiVersion");
  const spec = at(body, "spec");
  switch (`${kind}/${version}`) {
    case "hashedrekord/0.0.1":
      return [fromPem(textAt(at(at(spec, "signature"), "publicKey"), "content"))];
    case "dsse/0.0.1":
      return list(at(spec, "signatures")).map((signature) => fromPem(textAt(signature, "verifier")));
    case "intoto/0.0.2": {
      const signatures = list(at(at(at(spec, "content"), "envelope"), "signatures"));
      return signatures.map((signature) => fromPem(textAt(signature, "publicKey")));
    }
    case "hashedrekord/0.0.2":
      return [fromVerifier(at(at(at(spec, "hashedRekordV002"), "signature"), "verifier"))];
    case "dsse/0.0.2":
      return list(at(at(spec, "dsseV002"), "signatures")).map((signature) => fromVerifier(at(signature, "verifier")));
    default:
      throw new BundleFault("unsupported-log-entry", `log entry of kind ${kind} ${version}`, "unverifiable");
  }
}

/** Base64 of PEM, as Rekor v1 keeps it. */
function fromPem(base64: string): Buffer {
  const pem = Buffer.from(base64, "base64").toString("latin1");
  const lines = pem.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("-----"));
  return Buffer.from(lines.join(""), "base64");
}

/** Raw DER, as Rekor v2 keeps it. */
function fromVerifier(verifier: unknown): Buffer {
  return Buffer.from(textAt(at(verifier, "x509Certificate"), "rawBytes"), "base64");
}

function at(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function textAt(value: unknown, key: string): string {
  const text = at(value, key);
  return typeof text === "string" ? text : "";
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
