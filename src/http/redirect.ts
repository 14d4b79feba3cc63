/** One request on its way: what is sent to one URL. */
export interface Hop {
  url: URL;
  method: "GET" | "HEAD" | "POST";
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

/** Header fields that say nothing about who asks; all others end at the origin they were meant for. */
const KEPT_ACROSS_ORIGINS: ReadonlySet<string> = new Set(["accept", "accept-encoding", "range", "user-agent"]);

/** The next hop of a redirect, or undefined when the answer is final. Credentials never cross an origin. */
export function nextHop(hop: Hop, status: number, location: string | null): Hop | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined;
  const url = URL.parse(location, hop.url.href);
  if (url === null) return undefined;
  url.username = "";
  url.password = "";
  const isSameOrigin = url.origin === hop.url.origin;
  const keepsMethod = status === 307 || status === 308 || hop.method !== "POST";
  // A body may hold what was meant for the first origin only.
  if (hop.method === "POST" && keepsMethod && !isSameOrigin) return undefined;
  const headers = Object.entries(hop.headers).filter(
    ([name]) => (isSameOrigin || KEPT_ACROSS_ORIGINS.has(name)) && (keepsMethod || !name.startsWith("content-")),
  );
  return {
    url,
    method: keepsMethod ? hop.method : "GET",
    headers: Object.fromEntries(headers),
    ...(keepsMethod && hop.body !== undefined ? { body: hop.body } : {}),
  };
}
