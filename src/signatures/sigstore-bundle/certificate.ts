import { X509Certificate } from "node:crypto";
import type { Bundle } from "@sigstore/bundle";
import type { TrustRoot } from "../trust.ts";
import { BundleFault } from "./fault.ts";

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12 */
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

/** DER of the signing certificate; undefined for a bundle of a key. Throws `root-in-bundle`. */
export function readLeaf({ verificationMaterial: { content } }: Bundle): Buffer | undefined {
  switch (content.$case) {
    case "publicKey":
      return undefined;
    case "certificate":
      return checkNoRoot([content.certificate.rawBytes]);
    case "x509CertificateChain":
      return checkNoRoot(content.x509CertificateChain.certificates.map(({ rawBytes }) => rawBytes));
  }
}

/** A root that comes with the signature would trust itself; the library does not mind. */
function checkNoRoot(chain: readonly Buffer[]): Buffer | undefined {
  if (chain.length > 10) throw new BundleFault("malformed", "a chain of more than 10 certificates");
  for (const bytes of chain) {
    const certificate = new X509Certificate(bytes);
    if (certificate.checkIssued(certificate) || (certificate.subject ?? "") === (certificate.issuer ?? "")) {
      throw new BundleFault("root-in-bundle", "the bundle brings a self-signed certificate");
    }
  }
  return chain[0];
}

/** The library does not ask what the certificate was issued for. */
export function checkCodeSigning(leaf: Buffer): void {
  const { keyUsage } = new X509Certificate(leaf);
  // Node names the extended key usage `keyUsage`, and leaves it undefined when there is none.
  if (!Array.isArray(keyUsage) || !keyUsage.includes(CODE_SIGNING)) {
    throw new BundleFault("bad-certificate", "the certificate was not issued for code signing");
  }
}

/** True when an authority of the root issued the certificate, whenever that was. */
export function knowsIssuer(root: TrustRoot, leaf: Buffer): boolean {
  const certificate = new X509Certificate(leaf);
  const chains = root.trustedRoot.certificateAuthorities.flatMap(({ certChain }) => certChain?.certificates ?? []);
  return chains.some(({ rawBytes }) => {
    const authority = new X509Certificate(rawBytes);
    return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  });
}
