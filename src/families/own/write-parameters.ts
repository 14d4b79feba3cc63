import type { DataFormat, Parameter } from "../../model/parameter.ts";
import { dropAbsent } from "../hostile-value.ts";
import { isSecretName } from "../secret-name.ts";
import { above, fitting, type OwnManifest, someOf, textWithin } from "./write-limits.ts";

const EDAM = /^(?:format|data)_\d{4}$/u;
const EXTENSION = /^\.[A-Za-z0-9.]{1,30}$/u;
const MEDIA_TYPE = /^[a-z]+\/[A-Za-z0-9.+-]{1,100}$/u;

/** `inputs` or `outputs` of our manifest. */
export function writeParameters(parameters: readonly Parameter[], direction: Parameter["direction"]): OwnManifest[] {
  return parameters
    .filter((parameter) => parameter.direction === direction)
    .map((parameter) => (direction === "in" ? writeInput(parameter) : writeShared(parameter)));
}

/** What inputs and outputs have in common. */
function writeShared(parameter: Parameter): OwnManifest {
  return dropAbsent<OwnManifest>({
    key: parameter.key,
    label: textWithin(parameter.label),
    description: textWithin(parameter.description),
    type: parameter.kind,
    list: parameter.isList,
    items: parameter.items,
    axes: textWithin(parameter.axes),
    formats: someOf(parameter.formats.flatMap(writeFormat)),
    required: parameter.required,
    unit: textWithin(parameter.unit),
    flag: textWithin(parameter.flag),
    group: textWithin(parameter.group),
    order: parameter.order,
  });
}

function writeInput(parameter: Parameter): OwnManifest {
  const isSecret = parameter.secret === true || isSecretName(parameter.key);
  return dropAbsent<OwnManifest>({
    ...writeShared(parameter),
    default: isSecret ? undefined : parameter.default,
    choices: isSecret ? undefined : someOf(parameter.choices ?? []),
    minimum: parameter.minimum,
    maximum: parameter.maximum,
    exclusiveMinimum: parameter.exclusiveMinimum,
    exclusiveMaximum: parameter.exclusiveMaximum,
    step: above(parameter.step, 0),
    pattern: textWithin(parameter.pattern, 500),
    secret: isSecret ? true : undefined,
    setBy: parameter.setBy,
    showIf: textWithin(parameter.showIf),
  });
}

/** `name` only where it says more than the other members. */
function writeFormat({ raw, edam, extensions, mediaType }: DataFormat): OwnManifest[] {
  const known = dropAbsent<OwnManifest>({
    edam: fitting(edam, EDAM),
    extensions: someOf((extensions ?? []).filter((extension) => EXTENSION.test(extension))),
    mediaType: fitting(mediaType, MEDIA_TYPE),
  });
  const isSaid = [edam, mediaType, extensions?.[0]].includes(raw) && Object.keys(known).length > 0;
  const format = isSaid ? known : { ...dropAbsent<OwnManifest>({ name: textWithin(raw) }), ...known };
  return Object.keys(format).length === 0 ? [] : [format];
}
