import { dpkgList } from "./dpkg-list.ts";
import { dpkgStatus } from "./dpkg-status.ts";
import type { EvidenceReader } from "./evidence-reader.ts";
import { osRelease } from "./os-release.ts";
import { pythonMetadata } from "./python-metadata.ts";

/** Every kind of evidence the native scanner reads. */
export const evidenceReaders = [
  dpkgList,
  dpkgStatus,
  osRelease,
  pythonMetadata,
] as const satisfies readonly EvidenceReader[];
