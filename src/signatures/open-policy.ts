import githubRoot from "../../trust/github.trusted_root.json" with { type: "json" };
import publicGoodRoot from "../../trust/public-good.trusted_root.json" with { type: "json" };
import { defaultTrustPolicySettings, type TrustPolicy } from "../config/trust-policy.ts";
import type { TrustPolicySettings } from "../config/trust-settings.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { readTrustRoot } from "./read-trust-root.ts";
import { sha256OfJson } from "./sha256-of-json.ts";
import type { TrustRoot } from "./trust.ts";

/** Same-repository policy with the shipped roots of public-good Sigstore and of GitHub: where no file stands. */
export function defaultTrustPolicy(): TrustPolicy {
  return makeTrustPolicy(defaultTrustPolicySettings(), shippedRoots());
}

/** A policy and the roots it names; `readFile` gets their paths as written, beside the policy. Throws `config-invalid`. */
export async function openTrustPolicy(
  settings: TrustPolicySettings,
  readFile: (file: string) => Promise<Uint8Array>,
): Promise<TrustPolicy> {
  if (settings.trustRoots === undefined) return makeTrustPolicy(settings, shippedRoots());
  const roots: TrustRoot[] = [];
  for (const { name, file, require } of settings.trustRoots) {
    roots.push(readTrustRoot(name, parseRootFile(file, await readFile(file)), require));
  }
  return makeTrustPolicy(settings, roots);
}

/** A policy from settings and roots at hand, hashed. */
export function makeTrustPolicy(settings: TrustPolicySettings, roots: readonly TrustRoot[]): TrustPolicy {
  const rootSha256 = sha256OfJson(roots.map(({ name, sha256, require }) => ({ name, sha256, require })));
  return { settings, roots, sha256: sha256OfJson(settings), rootSha256 };
}

function shippedRoots(): TrustRoot[] {
  return [
    readTrustRoot("public-good", publicGoodRoot, { log: 1, sct: 1, time: 1 }),
    // GitHub's own instance has timestamps only: no log, no certificate timestamps.
    readTrustRoot("github", githubRoot, { log: 0, sct: 0, time: 1 }),
  ];
}

function parseRootFile(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new WaybillError("config-invalid", `${file}: a trusted root must be JSON`, { cause: error });
  }
}
