import type { TrustPolicySettings } from "../config/trust-settings.ts";
import type { Reference } from "../model/image.ts";
import { compileGlob, literalLength, matchesGlob } from "./glob.ts";

/** What holds for one image: the pattern that chose it, and what it asks for. */
export type ChosenScope = Pick<TrustPolicySettings["scopes"][number], "combine" | "requirements"> & {
  /** Undefined: no scope matched, the defaults hold. */
  pattern?: string;
};

/** The scope with the most specific pattern that matches the image's name; without one, the defaults and same-repo. */
export function chooseScope(settings: TrustPolicySettings, reference: Reference): ChosenScope {
  const name = `${reference.host}/${reference.repository}`;
  let chosen: { scope: ChosenScope; length: number } | undefined;
  for (const { images, combine, requirements } of settings.scopes) {
    for (const pattern of images) {
      const glob = compileGlob(pattern);
      if (glob === undefined || !matchesGlob(glob, name)) continue;
      const length = literalLength(glob);
      if (chosen !== undefined && chosen.length >= length) continue;
      chosen = { scope: { pattern, combine, requirements }, length };
    }
  }
  return chosen?.scope ?? { combine: "anyOf", requirements: [{ authority: "same-repo" }] };
}
