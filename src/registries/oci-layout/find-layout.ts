import { join } from "node:path";
import { type ImageIndex, parseImageIndex } from "../../oci/image-index.ts";
import { stringMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import { MANIFEST_CAP_BYTES } from "../content-store.ts";
import { problemFault, RegistryFault } from "../registry-fault.ts";
import { readInside } from "./inside-folder.ts";

/** An image layout on disk: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
export interface Layout {
  /** Real path that nothing may lead out of. */
  root: string;
  folder: string;
  index: ImageIndex;
}

const MARKER_CAP_BYTES = 4096;

/** The layout of a repository: `<root>/<repository>`, or the root (a real path) itself where that is a layout. */
export async function findLayout(root: string, repository: string): Promise<Layout> {
  for (const folder of [join(root, ...repository.split("/")), root]) {
    const marker = await readMarker(root, folder);
    if (marker === undefined) continue;
    checkMarker(marker);
    const index = parseImageIndex(await readInside(root, join(folder, "index.json"), MANIFEST_CAP_BYTES));
    if (isProblem(index)) throw problemFault(index);
    return { root, folder, index };
  }
  throw new RegistryFault("not-found", `no layout for ${repository}`);
}

async function readMarker(root: string, folder: string): Promise<Uint8Array | undefined> {
  try {
    return await readInside(root, join(folder, "oci-layout"), MARKER_CAP_BYTES);
  } catch (fault) {
    if (fault instanceof RegistryFault && fault.reason === "not-found") return undefined;
    throw fault;
  }
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#oci-layout-file */
function checkMarker(marker: Uint8Array): void {
  const document = readJsonObject(marker);
  if (isProblem(document)) throw problemFault(document);
  if (!/^1\.\d+\.\d+$/.test(stringMember(document.json, "imageLayoutVersion") ?? "")) {
    throw new RegistryFault("malformed", "imageLayoutVersion is not 1.x");
  }
}
