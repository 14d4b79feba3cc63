import { BlockList, isIP } from "node:net";

/**
 * Addresses that no manifest may lead us to: this machine, its networks, cloud metadata, and everything that is not
 * plain unicast. https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const FORBIDDEN_IPV4: readonly [address: string, prefix: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // The metadata service of one cloud has a public address.
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Only global unicast (2000::/3) may be asked, without the ranges that embed IPv4 addresses or are for documents. */
const FORBIDDEN_IPV6: readonly [address: string, prefix: number][] = [
  // ::, ::1, IPv4-mapped and -compatible, NAT64 (64:ff9b::/96), discard (100::/64)
  ["::", 3],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  // 4000:: and up: unassigned, unique local, link-local, site-local, multicast
  ["4000::", 2],
  ["8000::", 1],
];

// Two lists: a BlockList compares an IPv4 address with IPv6 rules through its mapped form.
const forbiddenIpv4 = makeList(FORBIDDEN_IPV4, "ipv4");
const forbiddenIpv6 = makeList(FORBIDDEN_IPV6, "ipv6");

function makeList(rows: readonly [string, number][], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of rows) list.addSubnet(address, prefix, family);
  return list;
}

/** True for addresses that are refused unless the operator lists the host; also for texts that are no address. */
export function isForbiddenAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return forbiddenIpv4.check(address, "ipv4");
  // A zone (`fe80::1%eth0`) exists for local addresses only.
  return family === 6 && !address.includes("%") ? forbiddenIpv6.check(address, "ipv6") : true;
}

/** True when the operator lists this host, or host:port, of the URL. */
export function isListedHost(url: URL, allowedHosts: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return allowedHosts.some((listed) => listed.toLowerCase() === host || listed.toLowerCase() === `${host}:${port}`);
}

/** Host of a URL as the network names it: IPv6 without brackets. */
export function addressHost(url: URL): string {
  return url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
}
