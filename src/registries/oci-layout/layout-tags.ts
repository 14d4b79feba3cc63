import type { Digest } from "../../model/image.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { isProblem } from "../../oci/problem.ts";
import { isTag, parseReference } from "../../oci/reference.ts";
import { isAttachmentTag } from "../../oci/referrer-tag.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { Layout } from "./find-layout.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys */
const REF_NAME = "org.opencontainers.image.ref.name";

/** Digest that a tag points at; undefined when there is no such tag. */
export function digestOfTag(layout: Layout, repository: string, tag: string): Digest | undefined {
  const named = layout.index.manifests.filter((descriptor) => tagOf(descriptor, repository) === tag);
  const digests = new Set(named.map(({ digest }) => digest));
  // The specification does not say which one counts.
  if (digests.size > 1) throw new RegistryFault("malformed", "two images of the layout have the same tag");
  return named[0]?.digest;
}

/** All tags of a repository, sorted, without those for signatures and referrers. */
export function tagsOf(layout: Layout, repository: string): string[] {
  const tags = layout.index.manifests.map((descriptor) => tagOf(descriptor, repository));
  return [...new Set(tags.filter((tag): tag is string => tag !== undefined && !isAttachmentTag(tag)))].sort();
}

/** True for entries that have a name of any form. */
export function isNamed(descriptor: Descriptor): boolean {
  return descriptor.annotations[REF_NAME] !== undefined;
}

/** The name of an entry is a tag, or (containerd, skopeo) a whole reference whose repository must then agree. */
function tagOf(descriptor: Descriptor, repository: string): string | undefined {
  const name = descriptor.annotations[REF_NAME];
  if (name === undefined || isTag(name)) return name;
  const reference = parseReference(name);
  return isProblem(reference) || reference.repository !== repository ? undefined : reference.tag;
}
