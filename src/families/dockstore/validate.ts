import { pointerOf } from "../../document/pointer.ts";
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { namedEntries } from "../entries.ts";
import { memberOf } from "../hostile-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";
import { DESCRIBED } from "./recognize.ts";

/** Most faults told of one file. */
const MOST_FAULTS = 500;

/** What Dockstore asks of an entry: https://docs.dockstore.org/en/stable/assets/templates/template.html */
export function validateDockstore(document: ManifestDocument): SchemaFault[] {
  const faults = DESCRIBED.flatMap((list) =>
    namedEntries(memberOf(document.root, list), pointerOf(list), "name").flatMap(({ part, pointer }) => [
      ...requiredFieldFaults(part, { subclass: "text", primaryDescriptorPath: "text" }, pointer),
      ...pathFaults(memberOf(part, "primaryDescriptorPath"), pointer),
    ]),
  );
  return faults.slice(0, MOST_FAULTS);
}

/** The path is absolute within the repository. */
function pathFaults(path: unknown, pointer: string): SchemaFault[] {
  if (typeof path !== "string") return [];
  const isInside = path.startsWith("/") && !path.split("/").includes("..");
  if (isInside) return [];
  const expected = "a path from the root of the repository that begins with /";
  const at = pointer + pointerOf("primaryDescriptorPath");
  return [
    { pointer: at, of: "value", message: "no absolute path", expected, got: path.slice(0, 100), isFormat: false },
  ];
}
