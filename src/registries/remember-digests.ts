import type { Fact } from "../model/fact.ts";
import type { Digest } from "../model/image.ts";
import { formatReference } from "../oci/reference.ts";
import type { OpenRegistry } from "./registry.ts";

/** Registries that ask once what a reference points at: one answer a run, whoever asks first. */
export function rememberDigests(open: (host: string) => OpenRegistry): (host: string) => OpenRegistry {
  const registries = new Map<string, OpenRegistry>();
  return (host) => {
    const known = registries.get(host) ?? rememberOf(open(host));
    registries.set(host, known);
    return known;
  };
}

function rememberOf(registry: OpenRegistry): OpenRegistry {
  const answers = new Map<string, Promise<Fact<Digest>>>();
  return {
    ...registry,
    digestOf(reference) {
      const text = formatReference(reference);
      const answer = answers.get(text) ?? registry.digestOf(reference);
      answers.set(text, answer);
      return answer;
    },
  };
}
