import type { Component, Inventory } from "../../model/scan.ts";
import { formatPurl } from "./format-purl.ts";
import { mergeUsr } from "./image-path.ts";
import type { FoundPackage } from "./layer-facts.ts";
import type { SquashedImage } from "./squash-layers.ts";

type Distribution = NonNullable<Inventory["distribution"]>;

/** Where the distributions we have comparators for are in OSV. https://ossf.github.io/osv-schema/#defined-ecosystems */
const OSV_NAMES: ReadonlyMap<string, string> = new Map([
  ["debian", "Debian"],
  ["ubuntu", "Ubuntu"],
]);

/** Folder in which only Debian's own Python packages live. */
const DEBIAN_PYTHON = /^usr\/lib\/python3\/dist-packages\//;

/** The part of an inventory that follows from the squashed evidence, sorted. */
export interface Assembled {
  distribution?: Distribution;
  components: Component[];
  incomplete: string[];
}

/** Evidence → components with ecosystem, purl and owner. */
export function assembleInventory(image: SquashedImage): Assembled {
  const distribution = findDistribution(image);
  const owners = findOwners(image);
  const components: Component[] = [];
  for (const [path, { evidence, layer }] of image.files) {
    if (evidence.kind !== "packages") continue;
    const ownedBy = owners.get(mergeUsr(path));
    for (const found of evidence.packages) {
      components.push({
        ecosystem: ecosystemOf(found, distribution),
        name: found.name,
        version: found.version,
        purl: purlOf(found, distribution),
        ...(found.source ? { sourcePackage: found.source } : {}),
        foundAt: path,
        layer,
        ...(ownedBy !== undefined && found.type !== "deb" ? { ownedBy } : {}),
      });
    }
  }
  components.sort(compareComponents);
  return {
    ...(distribution ? { distribution } : {}),
    components,
    incomplete: [...image.incomplete, ...findGaps(image, components, distribution)],
  };
}

function findDistribution(image: SquashedImage): Distribution | undefined {
  const evidence = (image.files.get("etc/os-release") ?? image.files.get("usr/lib/os-release"))?.evidence;
  if (evidence?.kind !== "distribution") return undefined;
  const { id, version, name } = evidence;
  return { id, ...(version ? { version } : {}), ...(name ? { name } : {}) };
}

function findOwners(image: SquashedImage): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { evidence } of image.files.values()) {
    if (evidence.kind !== "ownership") continue;
    for (const path of evidence.paths) owners.set(path, evidence.owner);
  }
  return owners;
}

function ecosystemOf(found: FoundPackage, distribution: Distribution | undefined): string {
  if (found.type === "pypi") return "PyPI";
  if (distribution === undefined) return found.type;
  const name = OSV_NAMES.get(distribution.id) ?? distribution.id;
  const release = distribution.version ? `:${distribution.version}` : "";
  const isLongTerm = name === "Ubuntu" && / LTS\b/.test(distribution.name ?? "");
  return `${name}${release}${isLongTerm && release ? ":LTS" : ""}`;
}

function purlOf(found: FoundPackage, distribution: Distribution | undefined): string {
  const { type, name, version } = found;
  if (type !== "deb") return formatPurl({ type, name, version });
  const distro = distribution?.version ? `${distribution.id}-${distribution.version}` : undefined;
  return formatPurl({
    type,
    namespace: distribution?.id,
    name,
    version,
    qualifiers: { arch: found.architecture, distro },
  });
}

function findGaps(image: SquashedImage, components: Component[], distribution: Distribution | undefined): string[] {
  const lines: string[] = [];
  const debs = components.filter(({ purl }) => purl.startsWith("pkg:deb/"));
  if (debs.length > 0 && distribution === undefined) lines.push("no os-release: the distribution is not known");
  const hasLists = [...image.files.values()].some(({ evidence }) => evidence.kind === "ownership");
  const orphans = components.filter(({ foundAt, ownedBy }) => DEBIAN_PYTHON.test(foundAt) && ownedBy === undefined);
  if (debs.length > 0 && !hasLists && orphans.length > 0) {
    lines.push(`the file lists of dpkg are gone: ownership of ${orphans.length} Python packages is unknown`);
  }
  return lines;
}

function compareComponents(a: Component, b: Component): number {
  return (
    compareText(a.ecosystem, b.ecosystem) ||
    compareText(a.name, b.name) ||
    compareText(a.version, b.version) ||
    compareText(a.foundAt, b.foundAt) ||
    compareText(a.purl, b.purl)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
