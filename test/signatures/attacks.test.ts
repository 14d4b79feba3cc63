import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { defaultTrustPolicySettings } from "../../src/config/trust-policy.ts";
import type { Authority } from "../../src/config/trust-settings.ts";
import { digestOfBytes } from "../../src/oci/digest.ts";
import { judgeSignatures } from "../../src/signatures/judge-signatures.ts";
import { makeTrustPolicy } from "../../src/signatures/open-policy.ts";
import { readTrustRoot } from "../../src/signatures/read-trust-root.ts";
import { sigstoreBundle } from "../../src/signatures/sigstore-bundle/index.ts";
import { dataPath } from "../parts/presence.ts";
import { AS_OF, readJson } from "./fake-registry.ts";

/** Cases in cosign 2's form, which is seen but not judged yet. */
const NOT_SUPPORTED = ["A02", "A21", "P03", "P04"];

/** The words of the data → ours: a signature by the lab's own workflow, judged by a listed identity. */
const EXPECTED: Record<string, string> = {
  "verified/keyless": "verified/listed-signer",
  "irrelevant/predicate-type": "unsigned/only-irrelevant",
};

test("every attack and control that is a bundle gets its recorded state and reason", async (t) => {
  const folder = dataPath(t, "signatures", "attacks");
  if (folder === undefined) return;
  const ids = readdirSync(folder).filter((name) => /^[AP]\d\d$/.test(name));
  assert.equal(ids.length, 30);
  const skipped = ids.filter((id) => !existsSync(join(folder, id, "bundle.sigstore.json")));
  assert.deepEqual(skipped, NOT_SUPPORTED);
  for (const id of ids) {
    if (NOT_SUPPORTED.includes(id)) continue;
    await t.test(id, () => {
      const attack = readCase(join(folder, id));
      const verdict = judgeCase(folder, id, attack);
      assert.equal(`${verdict.state}/${verdict.reason}`, EXPECTED[attack.expected] ?? attack.expected, verdict.detail);
    });
  }
});

interface AttackCase {
  imageDigest: `sha256:${string}`;
  expected: string;
  profile: { tlog: number; ctlog: number; ts: number };
  policy: {
    identities?: {
      issuer: string;
      san: string;
      sourceRepository: string;
      ref: string;
      triggers: string[];
      runner: "github-hosted";
      repositoryId: string;
    }[];
    keys?: { name: string }[];
  };
}

function readCase(folder: string): AttackCase {
  return JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
}

function judgeCase(folder: string, id: string, attack: AttackCase) {
  const own = join(folder, id, "trusted_root.json");
  const rootFile = existsSync(own) ? own : join(folder, "trusted_root.json");
  const { tlog, ctlog, ts } = attack.profile;
  const root = readTrustRoot("recorded", readJson(rootFile), { log: tlog, sct: ctlog, time: ts });
  const policy = makeTrustPolicy(settingsOf(attack.policy), [root]);
  const bytes = readFileSync(join(folder, id, "bundle.sigstore.json"));
  const material = { form: "sigstore-bundle", material: digestOfBytes(bytes), bytes, foundBy: "file" };
  const fact = sigstoreBundle.verify(material, attack.imageDigest, policy.roots);
  return judgeSignatures({
    subject: attack.imageDigest,
    reference: { host: "registry.test", repository: "lab/plugin" },
    found: { facts: [fact], failed: [], unasked: [] },
    repository: { host: "github.com", owner: "lab", name: "plugin", id: "1", commit: "", formerNames: [] },
    policy,
    now: AS_OF,
  }).verdict;
}

function settingsOf({ identities = [], keys = [] }: AttackCase["policy"]) {
  const authorities: Authority[] = [
    ...identities.map(({ san, ref, repositoryId, ...identity }, index) => ({
      name: `identity-${index}`,
      keyless: { ...identity, signer: san, refs: [ref], sourceRepositoryId: repositoryId },
    })),
    ...keys.map(({ name }) => ({ name, key: { file: `${name}.pub` } })),
  ];
  return {
    ...defaultTrustPolicySettings(),
    authorities,
    scopes: [
      {
        images: ["**"],
        mode: "warn" as const,
        combine: "anyOf" as const,
        requirements: authorities.map(({ name }) => ({ authority: name })),
      },
    ],
  };
}
