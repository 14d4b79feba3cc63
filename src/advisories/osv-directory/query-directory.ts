import type { Component } from "../../model/scan.ts";
import type { AdvisoryAnswer, AdvisorySource } from "../advisory-source.ts";
import { canonicalEcosystem } from "../osv/ecosystems.ts";
import { matchComponents } from "../osv/match-components.ts";
import { isComparable } from "../versions/compare-versions.ts";
import { DEFAULT_DIRECTORY_LIMITS, type LoadedAdvisories, loadDirectory } from "./load-directory.ts";

const MAX_REFUSED_LINES = 20;

/** A folder of OSV records as a source; it is read once, at the first question. */
export function queryDirectory(folder: string): AdvisorySource {
  let loading: Promise<LoadedAdvisories> | undefined;
  return {
    id: "osv-directory",
    async query(components) {
      loading ??= loadDirectory(folder, DEFAULT_DIRECTORY_LIMITS);
      try {
        return answerFrom(await loading, components);
      } catch {
        loading = undefined;
        const line = "the folder of advisories could not be read";
        return { vulnerabilities: [], ecosystems: [], incomplete: [line] };
      }
    },
  };
}

function answerFrom(loaded: LoadedAdvisories, components: readonly Component[]): AdvisoryAnswer {
  return {
    vulnerabilities: matchComponents(components, loaded.index, loaded.exploited),
    ecosystems: matchableEcosystems(loaded, components),
    ...(loaded.asOf === undefined ? {} : { asOf: loaded.asOf }),
    incomplete: describeRefused(loaded),
  };
}

/** Ecosystems of the records that we can compare versions of, and the components' own spelling of them. */
function matchableEcosystems({ index }: LoadedAdvisories, components: readonly Component[]): string[] {
  const known = new Set(index.ecosystems().filter(isComparable));
  const canonical = new Set([...known].map(canonicalEcosystem));
  for (const { ecosystem } of components) if (canonical.has(canonicalEcosystem(ecosystem))) known.add(ecosystem);
  return [...known].sort();
}

function describeRefused({ refused }: LoadedAdvisories): string[] {
  const lines = refused
    .slice(0, MAX_REFUSED_LINES)
    .map(({ file, reason }) => `advisory ${file} was refused: ${reason}`);
  if (refused.length > MAX_REFUSED_LINES)
    lines.push(`${refused.length - MAX_REFUSED_LINES} more advisories were refused`);
  return lines;
}
