import { pointerOf } from "../document/pointer.ts";
import type { SchemaFault } from "../model/evidence.ts";
import { isMapping, memberOf } from "./hostile-value.ts";

/** Forms a field may have where a family has no published schema. */
export type FieldForm = "text" | "text or number" | "list or text" | "list" | "list or map" | "anything";

/** Faults of fields that a family's prose specification asks for: missing, or of another form. */
export function requiredFieldFaults(
  part: unknown,
  fields: Readonly<Record<string, FieldForm>>,
  pointer = "",
): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const missing = Object.keys(fields).filter((key) => !isMapping(part) || !Object.hasOwn(part, key));
  if (missing.length > 0) {
    const names = missing.map((key) => `"${key}"`).join(", ");
    faults.push({ pointer, of: "value", message: `missing ${names}`, expected: names, isFormat: false });
  }
  for (const [key, form] of Object.entries(fields)) {
    const value = memberOf(part, key);
    if (missing.includes(key) || fits(value, form)) continue;
    faults.push({
      pointer: pointer + pointerOf(key),
      of: "value",
      message: "wrong type",
      expected: form,
      got: kindOf(value),
      isFormat: false,
    });
  }
  return faults;
}

function fits(value: unknown, form: FieldForm): boolean {
  switch (form) {
    case "anything":
      return true;
    case "text":
      return typeof value === "string";
    case "text or number":
      return typeof value === "string" || typeof value === "number";
    case "list":
      return Array.isArray(value);
    case "list or text":
      return Array.isArray(value) || typeof value === "string";
    case "list or map":
      return typeof value === "object" && value !== null;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value === "string" ? "text" : typeof value}`;
}
