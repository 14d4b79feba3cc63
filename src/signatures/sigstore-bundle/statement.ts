import type { Bundle } from "@sigstore/bundle";
import type { Digest } from "../../model/image.ts";
import { splitDigest } from "../../oci/digest.ts";
import { stringMember } from "../../oci/json-member.ts";
import { isJsonObject, type JsonObject, readJsonObject } from "../../oci/json-object.ts";
import { BundleFault } from "./fault.ts";

/** https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPES = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];
const SUBJECT_CAP = 10_000;

/** What was signed: a statement about a subject. */
export interface Statement {
  predicateType: string;
  predicate: JsonObject;
}

/** The statement in the envelope, bound to `subject`. Throws `payload-type`, `statement-type`, `digest-mismatch`. */
export function readStatement({ content }: Bundle, subject: Digest): Statement {
  if (content.$case !== "dsseEnvelope") {
    throw new BundleFault("statement-type", "the bundle signs bytes, not a statement about an image");
  }
  const { payload, payloadType } = content.dsseEnvelope;
  if (payloadType !== PAYLOAD_TYPE) {
    throw new BundleFault("payload-type", `expected ${PAYLOAD_TYPE}, got ${payloadType.slice(0, 100)}`);
  }
  const statement = readJsonObject(payload);
  if (!("json" in statement)) throw new BundleFault("malformed", `the statement ${statement.problem}`);
  const type = stringMember(statement.json, "_type") ?? "";
  if (!STATEMENT_TYPES.includes(type)) {
    throw new BundleFault("statement-type", `expected an in-toto statement, got ${type.slice(0, 100)}`);
  }
  checkSubject(statement.json["subject"], subject);
  const predicate = statement.json["predicate"];
  return {
    predicateType: stringMember(statement.json, "predicateType") ?? "",
    predicate: isJsonObject(predicate) ? predicate : {},
  };
}

/** Replay: a genuine statement about another image is no statement about this one. */
function checkSubject(subjects: unknown, subject: Digest): void {
  const { algorithm, hex } = splitDigest(subject);
  const listed = Array.isArray(subjects) ? subjects.slice(0, SUBJECT_CAP) : [];
  const isNamed = listed.some((item: unknown) => {
    const digest = isJsonObject(item) ? item["digest"] : undefined;
    return isJsonObject(digest) && stringMember(digest, algorithm) === hex;
  });
  if (!isNamed) throw new BundleFault("digest-mismatch", `the statement is not about ${subject}`);
}
