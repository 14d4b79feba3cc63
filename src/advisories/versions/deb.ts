interface DebVersion {
  epoch: string;
  upstream: string;
  revision: string;
}

const CHARACTERS = /^[A-Za-z0-9.+~:-]+$/;

/**
 * Compares two Debian versions: negative, zero or positive; undefined when one is not a Debian version.
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 */
export function compareDeb(a: string, b: string): number | undefined {
  const left = parseDeb(a);
  const right = parseDeb(b);
  if (left === undefined || right === undefined) return undefined;
  return (
    compareDigits(left.epoch, right.epoch) ||
    compareParts(left.upstream, right.upstream) ||
    compareParts(left.revision, right.revision)
  );
}

function parseDeb(text: string): DebVersion | undefined {
  const version = text.trim();
  if (!CHARACTERS.test(version)) return undefined;
  const colon = version.indexOf(":");
  const epoch = colon < 0 ? "0" : version.slice(0, colon);
  const rest = version.slice(colon + 1);
  const hyphen = rest.lastIndexOf("-");
  const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const revision = hyphen < 0 ? "" : rest.slice(hyphen + 1);
  if (!/^[0-9]+$/.test(epoch) || upstream === "" || (hyphen >= 0 && revision === "") || revision.includes(":")) {
    return undefined;
  }
  return { epoch, upstream, revision };
}

/** Alternates between a run without digits and a run of digits, as dpkg does. */
function compareParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const order = orderOf(a, i) - orderOf(b, j);
      if (order !== 0) return order;
      i += 1;
      j += 1;
    }
    const endA = endOfDigits(a, i);
    const endB = endOfDigits(b, j);
    const order = compareDigits(a.slice(i, endA), b.slice(j, endB));
    if (order !== 0) return order;
    i = endA;
    j = endB;
  }
  return 0;
}

/** `~` before the end of the part, the end before letters, letters before all else. */
function orderOf(text: string, at: number): number {
  if (at >= text.length || isDigit(text, at)) return 0;
  const code = text.charCodeAt(at);
  if (text[at] === "~") return -1;
  return /[A-Za-z]/.test(text.charAt(at)) ? code : code + 256;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text, end)) end += 1;
  return end;
}

/** Numbers of any length, without leading zeros the longer one is greater. */
function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
