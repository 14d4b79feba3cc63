/** One challenge of a `WWW-Authenticate` field; `scheme` and parameter names in lower case. */
export interface Challenge {
  scheme: string;
  parameters: Map<string, string>;
}

const MAX_LENGTH = 8192;

/**
 * Reads the challenges of a `WWW-Authenticate` field: https://www.rfc-editor.org/rfc/rfc9110#field.www-authenticate.
 * Tolerant: what cannot be read is skipped; of a parameter that stands twice the first counts.
 */
export function parseWwwAuthenticate(field: string): Challenge[] {
  const challenges: Challenge[] = [];
  for (const element of splitElements(field.slice(0, MAX_LENGTH))) {
    const { scheme, rest } = splitScheme(element);
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    const parameters = challenges.at(-1)?.parameters;
    const parameter = /^(?<name>[^\s="]+)\s*=\s*(?<value>[^=].*)$/s.exec(rest)?.groups;
    const name = parameter?.["name"]?.toLowerCase();
    if (parameters === undefined || name === undefined || parameters.has(name)) continue;
    parameters.set(name, unquote(parameter?.["value"] ?? ""));
  }
  return challenges;
}

/** Splits at commas that stand outside quoted strings. */
function splitElements(field: string): string[] {
  const elements: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at <= field.length; at++) {
    const character = field[at];
    if (isQuoted && character === "\\") at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === undefined || (character === "," && !isQuoted)) {
      elements.push(field.slice(start, at).trim());
      start = at + 1;
    }
  }
  return elements.filter((element) => element !== "");
}

/** `Bearer realm="x"` → scheme and rest; `realm="x"` → rest only; `Negotiate` → scheme only. */
function splitScheme(element: string): { scheme?: string; rest: string } {
  const groups = /^(?<scheme>[^\s="]+)(?:\s+(?<rest>[^=\s].*))?$/s.exec(element)?.groups;
  const scheme = groups?.["scheme"];
  return scheme === undefined ? { rest: element } : { scheme, rest: groups?.["rest"] ?? "" };
}

function unquote(value: string): string {
  const quoted = /^"(?<text>(?:[^"\\]|\\.)*)"/s.exec(value)?.groups?.["text"];
  return quoted === undefined ? value.trim() : quoted.replace(/\\(.)/gs, "$1");
}
