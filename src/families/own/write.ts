import type { Author, Hardware, Plugin, PluginImage } from "../../model/plugin.ts";
import { dropAbsent } from "../hostile-value.ts";
import { above, fitting, type OwnManifest, someOf, textWithin } from "./write-limits.ts";
import { writeParameters } from "./write-parameters.ts";
import { writeDeprecation, writeProfiles, writeSigners, writeTests } from "./write-rest.ts";
import { writeRun } from "./write-run.ts";

const DAY = /^\d{4}-\d{2}-\d{2}/u;
const ORCID = /^(?:https:\/\/orcid\.org\/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/u;
const ROR = /^(?:https:\/\/ror\.org\/)?0[a-z0-9]{8}$/u;
const DOI = /^10\.\d{4,9}\/\S+$/u;
const URL_FORM = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/u;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/u;
const PURL = /^pkg:[A-Za-z0-9.+-]+\/.+$/u;

/**
 * The record as one of our own manifests; what the form cannot say is left out, and so are addresses of authors and
 * values of secrets. A record without version or image gives a manifest without them, which the schema refuses.
 */
export function writeOwnManifest(plugin: Plugin): OwnManifest {
  const summary = textWithin(plugin.summary, 300);
  return dropAbsent<OwnManifest>({
    waybill: 1,
    kind: kindOf(plugin.kind),
    name: plugin.name.slice(0, 200),
    version: textWithin(plugin.version?.raw, 100),
    title: textWithin(plugin.title),
    summary,
    // A summary that is too long for one sentence is a description, unless there is one.
    description: textWithin(
      (plugin.description ?? (summary === undefined ? plugin.summary : undefined))?.slice(0, 20_000),
    ),
    released: DAY.exec(plugin.released ?? "")?.[0],
    authors: someOf(plugin.authors.map(writeAuthor)),
    contact: textWithin(plugin.contact),
    license: textWithin(plugin.license?.spdx ?? plugin.license?.raw),
    citations: someOf(plugin.citations.flatMap(writeCitation)),
    links: someOf(
      plugin.links.filter(({ rel, url }) => rel !== "" && URL_FORM.test(url)).map(({ rel, url }) => ({ rel, url })),
    ),
    images: someOf(plugin.images.map(writeImage)),
    recipe: plugin.recipe === undefined ? undefined : { path: plugin.recipe.path, kind: plugin.recipe.kind },
    run: writeRun(plugin.run),
    inputs: someOf(writeParameters(plugin.parameters, "in")),
    outputs: someOf(writeParameters(plugin.parameters, "out")),
    hardware: writeHardware(plugin.hardware),
    packages: someOf(plugin.packages.filter((purl) => PURL.test(purl))),
    concepts: someOf(plugin.claims.filter((claim) => claim !== "")),
    tests: someOf(writeTests(plugin)),
    profiles: someOf(writeProfiles(plugin.profiles)),
    deprecated: writeDeprecation(plugin.deprecated),
    signers: someOf(writeSigners(plugin.signers)),
    ext: Object.keys(plugin.ext).length === 0 ? undefined : plugin.ext,
  });
}

/** `tool` is what a manifest without `kind` means; an image known only by its labels has no command that we know. */
function kindOf(kind: Plugin["kind"]): string | undefined {
  if (kind === "tool") return undefined;
  return kind === "image" ? "environment" : kind;
}

function writeAuthor({ name, orcid, affiliation, ror }: Author): OwnManifest {
  return dropAbsent<OwnManifest>({
    name: name.slice(0, 300),
    orcid: fitting(orcid, ORCID),
    affiliation: textWithin(affiliation),
    ror: fitting(ror, ROR),
  });
}

function writeCitation({ text, doi }: Plugin["citations"][number]): OwnManifest[] {
  const citation = dropAbsent<OwnManifest>({ text: textWithin(text), doi: fitting(doi, DOI) });
  return Object.keys(citation).length === 0 ? [] : [citation];
}

function writeImage({ raw, platform, accelerator, role }: PluginImage): OwnManifest {
  return dropAbsent<OwnManifest>({
    reference: raw,
    platform: fitting(platform, PLATFORM),
    accelerator: textWithin(accelerator),
    role: role === "run" ? undefined : role,
  });
}

function writeHardware(hardware: Hardware | undefined): OwnManifest | undefined {
  if (hardware === undefined) return undefined;
  const written = dropAbsent<OwnManifest>({
    cpuMinimum: above(hardware.cpuMinimum, 0),
    memoryMiB: above(hardware.memoryMiB, 0),
    diskMiB: hardware.diskMiB === 0 ? 0 : above(hardware.diskMiB, 0),
    gpu: hardware.gpu,
    gpuMiB: above(hardware.gpuMiB, 0),
    cuda: textWithin(hardware.cuda),
    architectures: someOf(hardware.architectures ?? []),
    cpuFeatures: someOf(hardware.cpuFeatures ?? []),
  });
  return Object.keys(written).length === 0 ? undefined : written;
}
