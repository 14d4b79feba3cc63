import { pointerOf } from "../../document/pointer.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { nameFromPath } from "../claim.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readClaims } from "./read-claims.ts";
import { readParameters } from "./read-parameters.ts";
import { readRequirements } from "./read-requirements.ts";
import { readRun } from "./read-run.ts";
import { readSteps } from "./read-steps.ts";
import { isProcess } from "./recognize.ts";

const MAX_TOOLS = 200;

/** Keys that the record has fields for, and those whose content names persons or is code. */
const READ = new Set([
  ...[
    "class",
    "id",
    "label",
    "doc",
    "description",
    "cwlVersion",
    "inputs",
    "outputs",
    "requirements",
    "hints",
    "steps",
  ],
  ...["baseCommand", "arguments", "expression", "$graph", "$namespaces", "$schemas", "successCodes"],
  ...["s:author", "s:creator", "s:contributor", "s:license", "s:citation", "s:codeRepository", "s:softwareVersion"],
  ...["s:name", "s:keywords", "s:url", "s:dateCreated", "dct:creator", "dct:contributor"],
]);

/** The plugin of a CWL file, or all those of a `$graph`, each with its id as tool. */
export function normalizeCwl(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const graph = memberOf(root, "$graph");
  if (!Array.isArray(graph)) return [finish(normalizeProcess(root, root, "", nameFromPath(companions)))];
  const tools = new Set<string>();
  return graph.slice(0, MAX_TOOLS).flatMap((item: unknown, index) => {
    if (!isMapping(item) || !isProcess(item)) return [];
    const id = shortId(memberOf(item, "id")) ?? String(index);
    const tool = tools.has(id) ? `${id}-${index}` : id;
    tools.add(tool);
    return [finish(normalizeProcess(item, root, pointerOf("$graph", index), tool), tool)];
  });
}

function normalizeProcess(part: Mapping, root: Mapping, pointer: string, fallback: string): Draft {
  const isTool = memberOf(part, "class") === "CommandLineTool";
  const draft = startDraft("cwl", isTool ? "tool" : "workflow", fallback, pointer);
  const version = textOf(memberOf(root, "cwlVersion"), 50);
  if (version !== undefined) draft.plugin.dialect = `cwl-${version}`;
  claimId(draft, part);
  claimDoc(draft, part);
  readClaims(draft, part);
  readRequirements(draft, part);
  readRun(draft, part);
  readParameters(draft, part);
  if (!isTool) readSteps(draft, part);
  keepRest(draft, part, READ);
  return draft;
}

function claimId(draft: Draft, part: Mapping): void {
  const id = shortId(memberOf(part, "id"));
  if (Object.hasOwn(part, "id")) notePlace(draft, "/name", "id");
  if (id === undefined || id === "main") noteOrigin(draft, "/name", "derived");
  else draft.plugin.name = id;
}

/** `#main/tool` and `https://host/file.cwl#tool` → what follows the hash; other ids as written. */
function shortId(value: unknown): string | undefined {
  const id = textOf(value, 500);
  if (id === undefined) return undefined;
  const short = id.slice(id.indexOf("#") + 1).trim();
  return short === "" ? undefined : short.slice(0, 200);
}

/** `doc` is a text or a list of texts; `description` is what drafts before v1.0 called it. */
function claimDoc(draft: Draft, part: Mapping): void {
  const label = textOf(memberOf(part, "label"));
  if (label !== undefined) {
    draft.plugin.title = label;
    notePlace(draft, "/title", "label");
  }
  for (const key of ["doc", "description"]) {
    const value = memberOf(part, key);
    const doc = Array.isArray(value) ? textsOf(value, 200).join("\n") : textOf(value, 20_000);
    if (doc === undefined || doc === "" || draft.plugin.description !== undefined) continue;
    draft.plugin.description = doc.slice(0, 20_000);
    notePlace(draft, "/description", key);
  }
}
