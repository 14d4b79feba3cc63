import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultTrustPolicySettings } from "../../src/config/trust-policy.ts";
import { isDigest } from "../../src/oci/digest.ts";
import type { RegistryReason } from "../../src/registries/registry-fault.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { applyPlatforms } from "../../src/signatures/verdict-history.ts";
import { explainImage } from "../../src/signatures/verify-image.ts";
import { dataPath } from "../parts/presence.ts";
import { AS_OF, listReferrers, makeTarget, readJson } from "./fake-registry.ts";

/** State of the index; R03's index is a new one that nobody signed. */
const EXPECTED: Record<string, string> = {
  R01: "verified/same-repo",
  R02: "unsigned/none",
  R03: "unsigned/none",
  R05: "invalid/blob-digest-mismatch",
  R06: "verified/same-repo",
  R08: "verified/same-repo",
  R10: "unknown/registry-5xx",
  R12: "unsigned/none",
};

interface Recording {
  indexDigest: `sha256:${string}`;
  platformDigests: Record<string, `sha256:${string}`>;
  exchanges: Record<string, { status: number; body: string }>;
}

test("recorded registries lead to the recorded state of the index", async (t) => {
  const folder = dataPath(t, "signatures", "attacks");
  if (folder === undefined) return;
  const root = readTrustRoot("recorded", readJson(folder, "trusted_root.json"), { log: 1, sct: 1, time: 1 });
  const policy = makeTrustPolicy(defaultTrustPolicySettings(), [root]);
  for (const [id, expected] of Object.entries(EXPECTED)) {
    await t.test(id, async () => {
      const recording = readJson(folder, "registry", `${id}.json`) as unknown as Recording;
      const judge = async (digest: `sha256:${string}`) => {
        const target = replay(recording, digest);
        return (await explainImage({ target, repository: LAB, policy, now: AS_OF })).verdict;
      };
      const tagged = digestOfTag(recording);
      const verdict = await judge(tagged);
      assert.equal(`${verdict.state}/${verdict.reason}`, expected, verdict.detail);
      if (id !== "R02") return;
      const platforms = [];
      for (const [platform, digest] of Object.entries(recording.platformDigests)) {
        platforms.push({ platform, verdict: await judge(digest) });
      }
      assert.deepEqual(applyPlatforms(verdict, platforms).partial, ["linux/amd64"]);
    });
  }
});

const LAB = { host: "github.com", owner: "lab", name: "plugin", id: "1", commit: "", formerNames: [] };

/** What the tag v1.0.0 points at in the recording. */
function digestOfTag({ exchanges, indexDigest }: Recording): `sha256:${string}` {
  const headers: unknown = exchanges["GET /v2/lab/plugin/manifests/v1.0.0"];
  const text = JSON.stringify(headers);
  const found = text.match(/sha256:[0-9a-f]{64}/)?.[0];
  return isDigest(found) && found.startsWith("sha256:") ? (found as `sha256:${string}`) : indexDigest;
}

/** A target as the registry room would give it: union of the referrers API and the fallback tag. */
function replay({ exchanges }: Recording, digest: `sha256:${string}`) {
  const get = (path: string) => exchanges[`GET /v2/lab/plugin/${path}`] ?? { status: 404, body: "" };
  const manifests = new Map<string, Uint8Array>();
  const blobs = new Map<string, Uint8Array>();
  const failing = new Map<string, RegistryReason>();
  for (const [request, { status, body }] of Object.entries(exchanges)) {
    const [, kind = "", name = ""] = request.match(/\/(manifests|blobs)\/(.+)$/) ?? [];
    if (status !== 200) failing.set(name, status >= 500 ? "registry-5xx" : "not-found");
    else if (kind !== "") (kind === "blobs" ? blobs : manifests).set(name, Buffer.from(body, "base64"));
  }
  const lists = [get(`referrers/${digest}`), get(`manifests/${digest.replace(":", "-")}`)];
  if (lists.some(({ status }) => status >= 500)) {
    return makeTarget(digest, { outcome: "not-available", reason: "registry-5xx", asOf: AS_OF }, { failing });
  }
  const listed = lists
    .filter(({ status }) => status === 200)
    .flatMap(
      ({ body }) => (JSON.parse(Buffer.from(body, "base64").toString()).manifests ?? []) as { digest: string }[],
    );
  const attached = new Map(listed.map((one) => [one.digest, manifests.get(one.digest) ?? new Uint8Array()]));
  return makeTarget(digest, listReferrers(attached), { manifests, blobs, failing });
}
