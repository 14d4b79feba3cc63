const MAX_NAME_LENGTH = 253;

/** Host of a reference, with port when written, in lower case; undefined when it is none. IPv6 stands in brackets. */
export function readHost(text: string): string | undefined {
  const groups = /^(?<name>\[[^\]]{0,64}\]|[^:[\]]*)(?::(?<port>[0-9]{1,5}))?$/.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const name = readHostName(groups["name"] ?? "");
  if (name === undefined) return undefined;
  const port = groups["port"];
  if (port === undefined) return name;
  const number = Number(port);
  return number >= 1 && number <= 65535 ? `${name}:${number}` : undefined;
}

function readHostName(name: string): string | undefined {
  if (name.startsWith("[")) return readIpv6(name);
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const lower = name.toLowerCase();
  return lower.split(".").every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? lower : undefined;
}

/** The shortest form of the address, so that one host has one text. */
function readIpv6(bracketed: string): string | undefined {
  // Zones (`%eth0`) are of this machine only, and the URL grammar knows none.
  return /^\[[0-9A-Fa-f:.]+\]$/.test(bracketed) ? URL.parse(`http://${bracketed}/`)?.hostname : undefined;
}
