import type { Parameter } from "../../../src/model/parameter.ts";
import type { Plugin } from "../../../src/model/plugin.ts";

/** What our own form can say of a record, in one shape: fields of other families' words are left out. */
export function sayable(plugin: Plugin): unknown {
  const { family: _family, dialect: _dialect, from: _from, ext: _ext, authors, license, ...rest } = plugin;
  return {
    ...rest,
    kind: plugin.kind === "image" ? "environment" : plugin.kind,
    authors: authors.map(({ email: _email, ...author }) => author),
    // A day, whatever the hour.
    released: plugin.released?.slice(0, "2025-01-31".length),
    license: license?.spdx ?? license?.raw,
    parameters: plugin.parameters.map(sayableParameter),
  };
}

function sayableParameter(parameter: Parameter): unknown {
  const { rawType: _rawType, required, ...rest } = parameter;
  return {
    ...rest,
    required: required ?? parameter.default === undefined,
    formats: parameter.formats.map(({ raw, ...format }) => ({ raw, ...format })),
  };
}
