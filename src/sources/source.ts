import type { Clock } from "../model/clock.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Reference } from "../model/image.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenRegistry, RegistryScope, ResolvedImage } from "../registries/registry.ts";

/** A file of a repository as its tree lists it. */
export interface RepositoryFile {
  path: string;
  /** git's object id; for folders without git computed from the bytes when they are read. */
  blobOid?: string;
  sizeBytes?: number;
  kind: "file" | "symlink" | "submodule";
}

/** Bytes of a file, or why they are not handed out. */
export type FileContent =
  | { outcome: "bytes"; bytes: Uint8Array; blobOid: string }
  | {
      outcome: "refused";
      reason: "too-large" | "symlink-outside" | "submodule" | "not-a-file" | "gone";
      message: string;
    };

/** A repository that could not be asked, and why. */
export interface SourceFault {
  what: string;
  reason: string;
  /** The repository that is there and could not be listed: what is known of it stands. */
  unreachable?: Pick<SourceRepository, "host" | "owner" | "name" | "id">;
  /** A part of a host that could not be listed: what is known of it stands. `prefix` is of `OWNER/NAME`, "" for all. */
  unreachableBelow?: { host: string; prefix: string };
}

/** What a source lists; `expected` is the source's own count where it has one. */
export interface SourceListing {
  repositories: SourceRepository[];
  faults: SourceFault[];
  expected?: number;
}

/** One entry of `sources:` in waybill.yml, paths already absolute. */
export interface SourceSettings {
  kind: string;
  /** local-directory: a checkout, a folder of checkouts, or `<owner>__<repo>` folders. */
  path?: string;
  /** git: URL or path of a repository, bare or not. */
  url?: string;
  /** Names the forge that a folder stands for; default `local`. */
  host?: string;
  /** Repositories for sources that take a list, `OWNER/NAME`. */
  repositories?: string[];
  gitRef?: string;
  /** image-list: parts of the registry `host`. */
  lists?: RegistryScope[];
}

/** A source that was opened with its settings. */
export interface OpenSource {
  /** Stable name of this source in the catalog, e.g. `local-directory:repositories`. */
  readonly name: string;
  /** `images`: every repository is one of a registry, and its one file stands for the image in it. Default `files`. */
  readonly holds?: "files" | "images";
  repositories(): Promise<SourceListing>;
  files(repository: SourceRepository): Promise<RepositoryFile[]>;
  read(repository: SourceRepository, file: RepositoryFile, capBytes: number): Promise<FileContent>;
  close?(): Promise<void>;
}

/** What a source needs of the world; `environment` holds the variables that programs may see (PATH, proxies). */
export interface SourcePorts {
  clock: Clock;
  cacheFolder: string;
  environment?: Readonly<Record<string, string | undefined>>;
  /** Registries as this run asks them, and images as it remembers them; absent where a run asks none. */
  images?: {
    registryOf(host: string): OpenRegistry;
    resolve(reference: Reference, digest: Digest): Promise<Fact<ResolvedImage>>;
  };
}

/** Where repositories come from: a row of the table `sources/`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  open(settings: SourceSettings, ports: SourcePorts): OpenSource;
}
