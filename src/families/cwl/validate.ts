import { pointerOf } from "../../document/pointer.ts";
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { type FieldForm, requiredFieldFaults } from "../required-fields.ts";
import { isProcess } from "./recognize.ts";

const FIELDS: Readonly<Record<string, FieldForm>> = { class: "text", inputs: "list or map", outputs: "list or map" };
const KNOWN_VERSIONS = /^v1\.[0-2](?:\.\d{1,3})?(?:-?\.?dev\d{0,3})?$/u;
const MAX_TOOLS = 200;

/** The fields that CWL v1 requires of a process; not the whole of its schema, which is no JSON Schema. */
export function validateCwl(document: ManifestDocument): SchemaFault[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const graph = memberOf(root, "$graph");
  const faults = versionFaults(root["cwlVersion"], Object.hasOwn(root, "cwlVersion"));
  if (!Array.isArray(graph)) return [...faults, ...processFaults(root, "")];
  for (const [index, item] of graph.slice(0, MAX_TOOLS).entries()) {
    if (isProcess(item)) faults.push(...processFaults(item, pointerOf("$graph", index)));
  }
  return faults.slice(0, MAX_TOOLS);
}

function processFaults(part: unknown, pointer: string): SchemaFault[] {
  const isWorkflow = memberOf(part, "class") === "Workflow";
  return requiredFieldFaults(part, isWorkflow ? { ...FIELDS, steps: "list or map" } : FIELDS, pointer);
}

// https://www.commonwl.org/v1.2/CommandLineTool.html#CWLVersion
function versionFaults(version: unknown, isThere: boolean): SchemaFault[] {
  const expected = "v1.0, v1.1 or v1.2";
  if (!isThere) return [{ pointer: "", of: "value", message: 'missing "cwlVersion"', expected, isFormat: false }];
  if (typeof version === "string" && KNOWN_VERSIONS.test(version)) return [];
  const got = typeof version === "object" ? "an object" : String(version).slice(0, 200);
  return [
    {
      pointer: "/cwlVersion",
      of: "value",
      message: "no version of CWL that is known here",
      expected,
      got,
      isFormat: false,
    },
  ];
}
