import type { Parameter } from "../../model/parameter.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";

/** Inputs and outputs of a model: tensors, called by `id` (0.5) or `name` (0.4). */
export function readTensors(draft: Draft, root: Mapping): void {
  for (const side of ["inputs", "outputs"] as const) {
    const list = memberOf(root, side);
    const first: unknown = Array.isArray(list) ? list[0] : undefined;
    const nameKey = memberOf(first, "id") === undefined ? "name" : "id";
    for (const entry of namedEntries(list, `/${side}`, nameKey)) {
      const places: Partial<Record<keyof Parameter, string>> = {};
      for (const [field, key] of [
        ["key", nameKey],
        ["axes", "axes"],
        ["description", "description"],
      ] as const) {
        if (Object.hasOwn(entry.part, key)) places[field] = `${entry.pointer}/${key}`;
      }
      addParameter(draft, readTensor(entry, side === "inputs" ? "in" : "out"), entry.pointer, places);
    }
  }
}

function readTensor({ part, key }: NamedEntry, direction: "in" | "out"): Parameter {
  const data = memberOf(part, "data");
  const range = memberOf(part, "data_range") ?? memberOf(data, "range");
  const [lowest, highest]: unknown[] = Array.isArray(range) ? range : [];
  const isOptional = booleanOf(memberOf(part, "optional"));
  return dropAbsent<Parameter>({
    direction,
    key,
    description: textOf(memberOf(part, "description"), 5_000),
    kind: "image",
    rawType: textOf(memberOf(part, "data_type") ?? memberOf(data, "type"), 100) ?? "tensor",
    axes: axesOf(memberOf(part, "axes")),
    formats: [],
    required: direction === "in" ? isOptional !== true : undefined,
    // Infinite ends are no limits.
    minimum: numberOf(lowest),
    maximum: numberOf(highest),
  });
}

/** `bcyx` as 0.4 writes it; 0.5 has a list of axes, each with an id or a type of that meaning. */
function axesOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return textOf(value, 50);
  const letters = value.slice(0, 20).map((axis: unknown) => {
    const name = isMapping(axis)
      ? (textOf(memberOf(axis, "id"), 50) ?? textOf(memberOf(axis, "type"), 50))
      : textOf(axis, 50);
    // The id of a space axis is "x" where none is written.
    return name === "space" ? "x" : (name ?? "?").slice(0, 1);
  });
  return letters.length === 0 ? undefined : letters.join("");
}
