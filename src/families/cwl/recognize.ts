import { isMapping, memberOf } from "../hostile-value.ts";

const CLASSES = new Set<unknown>(["CommandLineTool", "Workflow", "ExpressionTool", "Operation"]);

/**
 * The root, or the first element of its `$graph`, is of a class that runs, with a `cwlVersion` or a `$graph`; or it is
 * a tool with `inputs` and no version.
 */
export function recognizesCwl(root: unknown): boolean {
  if (!isMapping(root)) return false;
  const graph = memberOf(root, "$graph");
  const element: unknown = Array.isArray(graph) ? graph[0] : root;
  const isVersioned = Object.hasOwn(root, "cwlVersion") || Array.isArray(graph);
  if (isVersioned && isProcess(element)) return true;
  const kind = memberOf(root, "class");
  return (kind === "CommandLineTool" || kind === "ExpressionTool") && Object.hasOwn(root, "inputs");
}

/** True for an object of a class that runs. */
export function isProcess(value: unknown): boolean {
  return isMapping(value) && CLASSES.has(memberOf(value, "class"));
}
