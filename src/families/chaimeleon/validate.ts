import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { SECTIONS } from "./recognize.ts";

/** Every section that the catalogue's template has is there and says something. */
export function validateChaimeleon(document: ManifestDocument): SchemaFault[] {
  const sections = memberOf(document.root, "sections");
  const missing = SECTIONS.filter((name) => textOf(memberOf(sections, name)) === undefined);
  return missing.map((name) => ({
    pointer: memberOf(sections, name) === undefined ? "/sections" : `/sections/${name}`,
    of: "value",
    message: `no text in the section "${name}"`,
    expected: `a heading "## ${name}" with text below it`,
    isFormat: false,
  }));
}
