import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { ImageConfigSummary } from "../model/image.ts";
import { isSecretName, REDACTED, redactText } from "../oci/secret-name.ts";
import { answer, answerByImage, knownImage, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Does the configuration of the image give a password or key away? */
export const noSecretsInEnvironment: CheckRow = {
  id: "no-secrets-in-environment",
  title: "No secret stands in the environment, labels or history of the image",
  why: "Everybody who can pull the image can read its configuration; what stands there is public.",
  remedy: "Change the secret, and build with RUN --mount=type=secret instead of ENV or ARG.",
  severity: "critical",
  needs: ["plugin", "image"],
  aliases: ["IMG-017", "CIS 4.10", "CIS-DI-0010", "DL3064"],
  evaluate,
};

/** Public keys, and names that only say where a secret would be. */
const HARMLESS =
  /(?:^GPG_KEYS?$|_KEYRING$|_(?:FILE|PATH|DIR|URL|URI|HEADER|LENGTH|SIZE|COUNT|TYPE|EXPIRY|TIMEOUT|ENABLED)$)/i;
const MOST_NAMED = 10;
const MOST_READ = 65_536;

function evaluate(evidence: Evidence): CheckAnswer {
  return answerByImage(evidence, (named, pointer) => {
    const known = knownImage(named);
    if (known === undefined) return NOT_AVAILABLE;
    const places = new Set(known.platforms.flatMap(({ config }) => secretsIn(config)));
    if (places.size === 0) return answer([]);
    const names = [...places].sort().slice(0, MOST_NAMED).join(", ");
    const more = places.size > MOST_NAMED ? ` and ${places.size - MOST_NAMED} more` : "";
    // Names only; a value is never printed.
    const message = `the configuration of the image ${showValue(named.named.raw)} seems to hold secrets: ${names}${more}`;
    return answer([makeFinding(noSecretsInEnvironment, { message, at: placeOf(evidence, pointer) })]);
  });
}

function secretsIn({ env, labels, history }: ImageConfigSummary): string[] {
  const assigned = env.map((assignment) => split(assignment));
  return [
    ...assigned.filter(([name, value]) => isSecret(name, value)).map(([name]) => `environment ${showValue(name)}`),
    ...Object.entries(labels)
      .filter(([name, value]) => isSecret(name, value))
      .map(([name]) => `label ${showValue(name)}`),
    ...history.flatMap(({ createdBy }) => secretsInCommand((createdBy ?? "").slice(0, MOST_READ))),
  ];
}

/** `NAME=value` in a build step: ENV, and the arguments that stand before RUN (`|1 TOKEN=… /bin/sh -c`). */
function secretsInCommand(command: string): string[] {
  const found: string[] = [];
  for (const match of command.matchAll(
    /(?<![\w.-])(?<name>[A-Za-z_][\w.-]{0,127})=(?<value>"[^"]{0,500}|'[^']{0,500}|[^\s"']{0,500})/g,
  )) {
    const { name = "", value = "" } = match.groups ?? {};
    if (isSecret(name, value.replace(/^["']/, ""))) found.push(`history ${showValue(name)}`);
  }
  if (found.length === 0 && holdsKey(command)) found.push("history, a key in a command");
  return found;
}

/** Empty values and references to other variables give nothing away. */
function isSecret(name: string, value: string): boolean {
  if (value === "" || value.startsWith("$") || (value === REDACTED && HARMLESS.test(name))) return false;
  return holdsKey(value.slice(0, MOST_READ)) || (isSecretName(name) && !HARMLESS.test(name));
}

/** True where a key of a known form stands, or stood before the record was made. */
function holdsKey(text: string): boolean {
  return text.replaceAll(`=${REDACTED}`, "").includes(REDACTED) || redactText(text) !== text;
}

function split(assignment: string): [name: string, value: string] {
  const equals = assignment.indexOf("=");
  return equals < 0 ? [assignment, ""] : [assignment.slice(0, equals), assignment.slice(equals + 1)];
}
