import type { Hardware } from "../../model/plugin.ts";
import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textsOf } from "../narrow-value.ts";

/** `architectures`, and the flag `gpu` where a recipe has one. */
export function readHardware(draft: Draft, root: Mapping): void {
  const architectures = textsOf(memberOf(root, "architectures") ?? [], 20);
  const gpu = booleanOf(memberOf(root, "gpu"));
  if (architectures.length === 0 && gpu === undefined) return;
  draft.plugin.hardware = dropAbsent<Hardware>({
    architectures: architectures.length === 0 ? undefined : architectures,
    gpu: gpu === undefined ? undefined : gpu ? "optional" : "none",
  });
  notePlace(draft, "/hardware", architectures.length === 0 ? "gpu" : "architectures");
}
