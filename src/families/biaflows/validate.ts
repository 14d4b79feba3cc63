import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** Names that templates put where an author's belongs. */
const NOBODY = /^(?:j(?:ohn|ane) (?:doe|smith|q\.? public)|(?:your|first|author|full)[ _-]?name(?: .{0,30})?)$/iu;

/** The fields that every descriptor has (no schema of it is published), and authors who are nobody. */
export function validateBiaflows(document: ManifestDocument): SchemaFault[] {
  const fields = requiredFieldFaults(document.root, {
    name: "text",
    "schema-version": "text or number",
    "command-line": "text",
    "container-image": "list or map",
    inputs: "list",
  });
  return [...fields, ...placeholderAuthors(memberOf(document.root, "authors"))];
}

function placeholderAuthors(authors: unknown): SchemaFault[] {
  if (!Array.isArray(authors)) return [];
  return authors.slice(0, 200).flatMap((author: unknown, index): SchemaFault[] => {
    const name = textOf(memberOf(author, "name"), 100);
    if (name === undefined || !NOBODY.test(name)) return [];
    const message = `the author "${name}" is a placeholder of a template`;
    // Worth a warning, as a wrong format is: the descriptor runs all the same.
    return [
      { pointer: `/authors/${index}/name`, of: "value", message, expected: "the name of a person", isFormat: true },
    ];
  });
}
