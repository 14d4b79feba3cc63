import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bundleToJSON } from "@sigstore/bundle";
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from "@sigstore/mock";
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } from "@sigstore/sign";

/** What a workflow's token says of it: the claims that end up in the certificate. */
export interface SigningIdentity {
  /** `OWNER/NAME` of the repository whose workflow signs. */
  repository: string;
  /** Default `.github/workflows/release.yml`. */
  workflow?: string;
  /** Default `refs/tags/v1.0.0`. */
  ref?: string;
  sha?: string;
  trigger?: string;
  runner?: string;
  repositoryId?: string;
  ownerId?: string;
  issuer?: string;
  /** Default: the workflow as GitHub names it. */
  subjectAltName?: string;
}

/** What is signed: a digest, as a cosign signature (default), SLSA v1 provenance, or any predicate. */
export interface SigningRequest extends SigningIdentity {
  digest: string;
  statement?: "signature" | "provenance" | { predicateType: string; predicate: unknown };
}

/** Running services shaped like Sigstore's, and the trusted root that pins their keys. */
export interface SigstoreServices {
  trustedRootJson: Record<string, unknown>;
  fulcioUrl: string;
  rekorUrl: string;
  tsaUrl: string;
  /** Signs and returns the bundle as JSON. */
  signImage(request: SigningRequest): Promise<unknown>;
  stop(): Promise<void>;
}

/** What a registry must hold so that a bundle is found beside an image: put the blobs, then the manifest by its digest. */
export interface BundleReferrer {
  blobs: { digest: string; bytes: Buffer }[];
  manifest: { digest: string; bytes: Buffer; mediaType: string; artifactType: string };
}

interface Handler {
  path: string;
  fn(request: string): Promise<{ statusCode: number; response: string | ArrayBufferView; contentType?: string }>;
}

const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const DAY_MS = 24 * 3600 * 1000;

/** Starts a certificate authority, a log and a timestamp authority on free loopback ports; nothing leaves the machine. */
export async function startSigstore(): Promise<SigstoreServices> {
  // The services keep this very object and read it anew for each signature: whole seconds, because a fraction that is
  // not three digits long makes a timestamp unreadable; set after the roots, so that it lies inside their validity.
  const clock = new Date();
  const keys = Array.from({ length: 4 }, () => generateKeyPairSync("ec", { namedCurve: "P-256" }));
  const [ctKeys, caKeys, logKeys, tsaKeys] = keys;
  if (!ctKeys || !caKeys || !logKeys || !tsaKeys) throw new Error("four key pairs were asked for");
  const ctLog = await initializeCTLog(ctKeys, clock);
  const ca = await initializeCA(caKeys, ctLog, clock);
  const tsa = await initializeTSA(tsaKeys, clock);
  const fulcio = await listen([fulcioHandler(ca, { strict: true, subjectClaim: "sub" })]);
  const rekor = await listen([]);
  const tlog = await initializeTLog(rekor.url, logKeys, clock);
  rekor.handlers.push(canonicalRekor(rekorHandler(tlog)));
  const timestamps = await listen([tsaHandler(tsa)]);
  const tick = () => clock.setTime(Math.ceil(Date.now() / 1000) * 1000);
  tick();
  const urls = { fulcioUrl: fulcio.url, rekorUrl: rekor.url, tsaUrl: timestamps.url };
  return {
    ...urls,
    trustedRootJson: trustedRoot(urls, {
      log: tlog.publicKey,
      ctLog: { publicKey: ctLog.publicKey, id: toBuffer(ctLog.logID) },
      ca: [toBuffer(ca.rootCertificate)],
      tsa: [toBuffer(tsa.intCertificate), toBuffer(tsa.rootCertificate)],
    }),
    signImage: (request) => {
      tick();
      return signImage(request, urls);
    },
    stop: async () => {
      for (const { server } of [fulcio, rekor, timestamps]) await close(server);
    },
  };
}

/** The referrer that carries a bundle, as cosign 3 writes it. */
export function toReferrer(
  bundle: unknown,
  subject: { digest: string; mediaType: string; sizeBytes: number },
): BundleReferrer {
  const bytes = Buffer.from(JSON.stringify(bundle));
  const empty = Buffer.from("{}");
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      artifactType: BUNDLE_TYPE,
      config: { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf(empty), size: empty.length },
      layers: [{ mediaType: BUNDLE_TYPE, digest: digestOf(bytes), size: bytes.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.sizeBytes },
      annotations: { "dev.sigstore.bundle.content": "dsse-envelope" },
    }),
  );
  return {
    blobs: [
      { digest: digestOf(empty), bytes: empty },
      { digest: digestOf(bytes), bytes },
    ],
    manifest: { digest: digestOf(manifest), bytes: manifest, mediaType: MANIFEST_TYPE, artifactType: BUNDLE_TYPE },
  };
}

async function signImage(
  request: SigningRequest,
  urls: Pick<SigstoreServices, "fulcioUrl" | "rekorUrl" | "tsaUrl">,
): Promise<unknown> {
  const token = identityToken(request);
  const options = { retry: 0, timeout: 10_000 };
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({
      fulcioBaseURL: urls.fulcioUrl,
      identityProvider: { getToken: async () => token },
      ...options,
    }),
    witnesses: [
      new RekorWitness({ rekorBaseURL: urls.rekorUrl, entryType: "dsse", ...options }),
      new TSAWitness({ tsaBaseURL: urls.tsaUrl, ...options }),
    ],
  });
  const data = Buffer.from(JSON.stringify(makeStatement(request)));
  return bundleToJSON(await builder.create({ data, type: "application/vnd.in-toto+json" }));
}

function makeStatement(request: SigningRequest): unknown {
  const { digest, statement = "signature" } = request;
  const [algorithm = "", hex = ""] = digest.split(":");
  const predicate =
    statement === "signature"
      ? { predicateType: "https://sigstore.dev/cosign/sign/v1", predicate: {} }
      : statement === "provenance"
        ? { predicateType: "https://slsa.dev/provenance/v1", predicate: makeProvenance(request) }
        : statement;
  return { _type: "https://in-toto.io/Statement/v1", subject: [{ digest: { [algorithm]: hex } }], ...predicate };
}

function makeProvenance(request: SigningRequest): unknown {
  const { repository, workflow, ref, sha } = withDefaults(request);
  const source = `https://github.com/${repository}`;
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref, repository: source, path: workflow } },
      internalParameters: {},
      resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit: sha } }],
    },
    runDetails: {
      builder: { id: `${source}/${workflow}@${ref}` },
      metadata: { invocationId: `${source}/actions/runs/1/attempts/1` },
    },
  };
}

/** A token as GitHub issues it; unsigned, because the stand-in authority does not verify it. */
function identityToken(request: SigningRequest): string {
  const given = withDefaults(request);
  const workflowRef = `${given.repository}/${given.workflow}@${given.ref}`;
  const [owner] = given.repository.split("/");
  const claims = {
    iss: given.issuer,
    sub: given.subjectAltName ?? `https://github.com/${workflowRef}`,
    aud: "sigstore",
    repository: given.repository,
    repository_id: given.repositoryId,
    repository_owner: owner,
    repository_owner_id: given.ownerId,
    repository_visibility: "public",
    ref: given.ref,
    sha: given.sha,
    event_name: given.trigger,
    workflow: "Release",
    workflow_ref: workflowRef,
    workflow_sha: given.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: given.sha,
    runner_environment: given.runner,
    run_id: "1",
    run_attempt: "1",
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${part("unsigned")}`;
}

function withDefaults(request: SigningRequest) {
  return {
    workflow: ".github/workflows/release.yml",
    ref: "refs/tags/v1.0.0",
    sha: "a".repeat(40),
    trigger: "push",
    runner: "github-hosted",
    repositoryId: "1",
    ownerId: "2",
    issuer: "https://token.actions.githubusercontent.com",
    ...request,
  };
}

/**
 * The stock handler logs a proposed `dsse` entry word for word; the real log replaces the envelope by hashes and the
 * verifiers, which is what a verifier compares: https://github.com/sigstore/rekor/tree/main/pkg/types/dsse/v0.0.1
 */
function canonicalRekor(stock: Handler): Handler {
  return {
    path: stock.path,
    fn: (request) => {
      const entry = JSON.parse(request);
      if (entry.kind !== "dsse") return stock.fn(request);
      const { envelope: text, verifiers } = entry.spec.proposedContent;
      const envelope = JSON.parse(text);
      const hash = (value: string | Buffer) => ({
        algorithm: "sha256",
        value: createHash("sha256").update(value).digest("hex"),
      });
      const spec = {
        envelopeHash: hash(text),
        payloadHash: hash(Buffer.from(envelope.payload, "base64")),
        signatures: [{ signature: envelope.signatures[0].sig, verifier: verifiers[0] }],
      };
      return stock.fn(JSON.stringify({ apiVersion: "0.0.1", kind: "dsse", spec }));
    },
  };
}

function trustedRoot(
  urls: { fulcioUrl: string; rekorUrl: string; tsaUrl: string },
  keys: { log: Buffer; ctLog: { publicKey: Buffer; id: Buffer }; ca: Buffer[]; tsa: Buffer[] },
): Record<string, unknown> {
  const validFor = { start: new Date(Date.now() - DAY_MS).toISOString() };
  const log = (baseUrl: string, publicKey: Buffer, keyId: Buffer) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: publicKey.toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: keyId.toString("base64") },
  });
  const authority = (uri: string, chain: Buffer[]) => ({
    subject: { organization: "sigstore.mock", commonName: "sigstore" },
    uri,
    certChain: { certificates: chain.map((bytes) => ({ rawBytes: bytes.toString("base64") })) },
    validFor,
  });
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [log(urls.rekorUrl, keys.log, createHash("sha256").update(keys.log).digest())],
    certificateAuthorities: [authority(urls.fulcioUrl, keys.ca)],
    ctlogs: [log(urls.fulcioUrl, keys.ctLog.publicKey, keys.ctLog.id)],
    timestampAuthorities: [authority(urls.tsaUrl, keys.tsa)],
  };
}

async function listen(handlers: Handler[]): Promise<{ url: string; server: Server; handlers: Handler[] }> {
  const server = createServer((request, response) => {
    answer(handlers, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // listen() on a port always gives an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server, handlers };
}

async function answer(handlers: readonly Handler[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const handler = handlers.find(({ path }) => path === request.url);
  if (handler === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { statusCode, response: body, contentType } = await handler.fn(Buffer.concat(chunks).toString("utf8"));
  response.writeHead(statusCode, { "content-type": contentType ?? "text/plain" });
  response.end(typeof body === "string" ? body : toBuffer(body));
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function toBuffer({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(Buffer.from(buffer, byteOffset, byteLength));
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
