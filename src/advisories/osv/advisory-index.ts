import type { Component } from "../../model/scan.ts";
import { ecosystemBase } from "../versions/compare-versions.ts";
import { canonicalEcosystem, canonicalName } from "./ecosystems.ts";
import type { AffectedPackage, OsvRecord } from "./osv-record.ts";

/** A record and the one package of it that a question is about. */
export interface Candidate {
  record: OsvRecord;
  affected: AffectedPackage;
}

/** Name and version under which a component is looked up. */
export interface Query {
  ecosystem: string;
  name: string;
  version: string;
}

/** Records by ecosystem and package name. */
export interface AdvisoryIndex {
  add(record: OsvRecord): void;
  /** Everything that speaks of this package in this release. */
  candidates(query: Query): Candidate[];
  /** Ecosystems with at least one advisory, sorted. */
  ecosystems(): string[];
}

/** An empty index. */
export function indexAdvisories(): AdvisoryIndex {
  const byName = new Map<string, Candidate[]>();
  const ecosystems = new Set<string>();
  return {
    add(record) {
      for (const affected of record.affected) {
        const key = keyOf(affected.ecosystem, affected.name);
        const known = byName.get(key);
        if (known === undefined) byName.set(key, [{ record, affected }]);
        else known.push({ record, affected });
        ecosystems.add(affected.ecosystem);
      }
    },
    candidates({ ecosystem, name }) {
      const release = canonicalEcosystem(ecosystem);
      const base = ecosystemBase(ecosystem);
      return (byName.get(keyOf(ecosystem, name)) ?? []).filter(({ affected }) => {
        const spoken = canonicalEcosystem(affected.ecosystem);
        return spoken === release || spoken === base;
      });
    },
    ecosystems: () => [...ecosystems].sort(),
  };
}

/** Distributions publish by source package, so binary packages are asked for by it. */
export function queryFor({ ecosystem, name, version, sourcePackage }: Component): Query {
  return { ecosystem, name: sourcePackage?.name ?? name, version: sourcePackage?.version ?? version };
}

function keyOf(ecosystem: string, name: string): string {
  const base = ecosystemBase(ecosystem);
  return `${base}\n${canonicalName(base, name)}`;
}
