import type { Digest, Image, Reference } from "../model/image.ts";
import { knownImages } from "./known-images.ts";
import type { Run } from "./run.ts";

/** Counts of pulls change all the time: they are asked for again when the tag has moved, or after a week. */
const FACTS_AGE_MS = 7 * 24 * 3600 * 1000;

/**
 * What the registry's own API adds under the name that was asked for; nothing where it cannot say, or said so lately:
 * the catalog keeps what was said before.
 */
export async function askFacts(
  run: Run,
  text: string,
  reference: Reference,
  digest: Digest,
): Promise<Pick<Image, "registryFacts">> {
  const known = knownImages(run.previous).byDigest.get(digest)?.registryFacts?.[text];
  if (known !== undefined && Date.parse(run.asOf) - Date.parse(known.asOf) < FACTS_AGE_MS) return {};
  const facts = await run.registryOf(reference.host).facts?.(reference, digest);
  return facts?.outcome === "known" ? { registryFacts: { [text]: facts.value } } : {};
}
