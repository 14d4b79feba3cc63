import { canonicalJson } from "../../document/canonical-json.ts";
import type { Fact } from "../../model/fact.ts";
import type { Digest, Reference } from "../../model/image.ts";
import type { SourceRepository } from "../../model/source-repository.ts";
import { WaybillError } from "../../model/waybill-error.ts";
import { formatReference } from "../../oci/reference.ts";
import { mapInOrder } from "../../registries/in-order.ts";
import type { OpenRegistry, ResolvedImage } from "../../registries/registry.ts";
import { blobOidOf } from "../blob-oid.ts";
import type { FileContent, OpenSource, SourceFault, SourceListing, SourcePorts, SourceSettings } from "../source.ts";
import { chooseTag } from "./choose-tag.ts";
import { listScopes } from "./list-repositories.ts";

/** Stands for the image in the id of its entry (shapes.md §1). */
const IMAGE_PATH = "@image";

/** Repositories asked about at the same time. */
const PLACES = 6;

/** What came of asking for the image of one repository. */
type Look =
  | { outcome: "image"; repository: SourceRepository; reference: Reference; digest: Digest }
  | { outcome: "no-tags" }
  | { outcome: "fault"; fault: SourceFault };

/** Opens the lists of one registry; nothing is asked before `repositories()`. */
export function openImageList(settings: SourceSettings, ports: SourcePorts): OpenSource {
  const { host, lists = [] } = settings;
  const { images } = ports;
  if (host === undefined || host === "*" || lists.length === 0) {
    throw new WaybillError("config-invalid", "registries: lists need the host of one registry");
  }
  if (images === undefined) throw new WaybillError("internal", "image-list was opened without registries to ask");
  const registry = images.registryOf(host);
  const found = new Map<SourceRepository, { reference: Reference; digest: Digest }>();
  const asked = new Map<SourceRepository, Promise<Fact<ResolvedImage>>>();

  async function list(): Promise<SourceListing> {
    const { names, missing, faults } = await listScopes(host ?? "", registry, lists);
    const looks = await mapInOrder(names, PLACES, (name) => lookAt(registry, host ?? "", name));
    const repositories: SourceRepository[] = [];
    for (const look of looks) {
      if (look.outcome === "fault") faults.push(look.fault);
      if (look.outcome !== "image") continue;
      found.set(look.repository, { reference: look.reference, digest: look.digest });
      repositories.push(look.repository);
    }
    // A repository whose last tag went holds no image any more: that is no repository which was kept from us.
    const unread = looks.filter(({ outcome }) => outcome === "fault").length;
    return { repositories, faults, expected: repositories.length + unread + missing };
  }

  function resolve(repository: SourceRepository): Promise<Fact<ResolvedImage>> | undefined {
    const one = found.get(repository);
    if (one === undefined) return undefined;
    const answer = asked.get(repository) ?? images?.resolve(one.reference, one.digest);
    if (answer !== undefined) asked.set(repository, answer);
    return answer;
  }

  return {
    name: `image-list:${host}`,
    holds: "images",
    repositories: list,
    async files(repository) {
      const image = await resolve(repository);
      if (image?.outcome === "not-available") {
        throw new WaybillError("not-reachable", `its image could not be asked for: ${image.reason}`);
      }
      // Charts, models and signatures live in registries as well: they are no images.
      const isImage = image !== undefined && !(image.outcome === "not-supported" && image.reason === "not-an-image");
      return isImage ? [{ path: IMAGE_PATH, kind: "file" }] : [];
    },
    async read(repository, _file, capBytes) {
      const image = await resolve(repository);
      const one = found.get(repository);
      if (one === undefined || image === undefined) return refuse("gone", "not in the list");
      if (image.outcome !== "known") {
        return refuse("not-a-file", "reason" in image ? `not supported: ${image.reason}` : "not an image");
      }
      const bytes = describeImage(one.reference, image.value);
      if (bytes.byteLength > capBytes) {
        return refuse("too-large", `its configuration has ${bytes.byteLength} bytes, at most ${capBytes} are read`);
      }
      return { outcome: "bytes", bytes, blobOid: blobOidOf(bytes) };
    },
  };
}

/** The tag that stands for a repository, and what it points at now. */
async function lookAt(registry: OpenRegistry, host: string, repository: string): Promise<Look> {
  const slash = repository.lastIndexOf("/");
  const owner = slash < 0 ? "" : repository.slice(0, slash);
  const address = { host, owner, name: repository.slice(slash + 1) };
  const tags = await registry.tags({ host, repository });
  const isGone = tags.outcome === "not-available" && tags.reason === "not-found";
  if (tags.outcome !== "known") return isGone ? { outcome: "no-tags" } : faultOf(address, repository, tags);
  const tag = chooseTag(tags.value);
  if (tag === undefined) return { outcome: "no-tags" };
  const reference = { host, repository, tag };
  const digest = await registry.digestOf(reference);
  if (digest.outcome !== "known") return faultOf(address, `${repository}:${tag}`, digest);
  const commit = digest.value;
  return { outcome: "image", reference, digest: commit, repository: { ...address, commit, formerNames: [] } };
}

function faultOf(
  unreachable: { host: string; owner: string; name: string },
  what: string,
  fact: Exclude<Fact<unknown>, { outcome: "known" }>,
): Look {
  const reason = fact.outcome === "not-applicable" ? "not applicable" : fact.reason;
  return { outcome: "fault", fault: { what, reason, unreachable } };
}

/** What stands in for a manifest file: the name of the image and what its configuration says; same image, same bytes. */
function describeImage(reference: Reference, image: ResolvedImage): Uint8Array {
  const { history: _history, env: _env, ...config } = image.platforms[0]?.config ?? { labels: {} };
  const { digest, annotations } = image;
  const text = canonicalJson({ reference: formatReference(reference), digest, annotations, config });
  return new TextEncoder().encode(text);
}

function refuse(
  reason: Extract<FileContent, { outcome: "refused" }>["reason"],
  message: string,
): Extract<FileContent, { outcome: "refused" }> {
  return { outcome: "refused", reason, message };
}
