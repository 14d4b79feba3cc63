/** Ecosystems the OSV schema 1.7 defines. https://ossf.github.io/osv-schema/#defined-ecosystems */
const DEFINED: ReadonlySet<string> = new Set(
  [
    "AlmaLinux,Alpaquita,Alpine,Android,Azure Linux,BellSoft Hardened Containers,Bioconductor,Bitnami,Chainguard",
    "CleanStart,ConanCenter,CRAN,crates.io,Debian,Docker Hardened Images,Echo,FreeBSD,GHC,GIT,GitHub Actions,Go",
    "Hackage,Hex,Julia,Kubernetes,Linux,Mageia,Maven,MinimOS,npm,NuGet,opam,openEuler,openSUSE,OSS-Fuzz,Packagist",
    "Photon OS,Pub,PyPI,Red Hat,Rocky Linux,Root,RubyGems,SUSE,SwiftURL,TuxCare,Ubuntu,VSCode,Wolfi",
  ].flatMap((line) => line.split(",")),
);

/** True for an ecosystem of the OSV schema, with or without a release. */
export function isDefinedEcosystem(ecosystem: string): boolean {
  const colon = ecosystem.indexOf(":");
  if (colon < 0) return DEFINED.has(ecosystem);
  return DEFINED.has(ecosystem.slice(0, colon)) && colon < ecosystem.length - 1;
}

/** Ecosystem without the marks that do not tell releases apart: `Ubuntu:22.04:LTS` → `Ubuntu:22.04`. */
export function canonicalEcosystem(ecosystem: string): string {
  return ecosystem.startsWith("Ubuntu:") && ecosystem.endsWith(":LTS") ? ecosystem.slice(0, -":LTS".length) : ecosystem;
}

/** Name as its ecosystem compares it. https://peps.python.org/pep-0503/#normalized-names */
export function canonicalName(ecosystem: string, name: string): string {
  if (ecosystem !== "PyPI") return name;
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
