import type { ManifestDocument } from "../../model/manifest-document.ts";
import { finish, startDraft } from "../draft.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping } from "../hostile-value.ts";
import { readCommand } from "./read-command.ts";

/** The plugin of an XNAT command file. */
export function normalizeXnat(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  if (!isMapping(document.root)) return [];
  const draft = startDraft("xnat", "tool", "");
  readCommand(draft, document.root, companions);
  return [finish(draft)];
}
