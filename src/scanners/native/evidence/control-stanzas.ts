/**
 * Text of a Debian control file → its stanzas, names of fields in lower case, continuation lines left out.
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html#syntax-of-control-files
 */
export function* readStanzas(text: string, wanted: ReadonlySet<string>): Generator<Map<string, string>> {
  let stanza = new Map<string, string>();
  let isOpen = false;
  for (const line of text.split("\n")) {
    const content = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (content.trim() === "") {
      if (isOpen) yield stanza;
      stanza = new Map();
      isOpen = false;
      continue;
    }
    isOpen = true;
    if (content.startsWith(" ") || content.startsWith("\t")) continue;
    const colon = content.indexOf(":");
    if (colon <= 0) continue;
    const name = content.slice(0, colon).toLowerCase();
    if (wanted.has(name) && !stanza.has(name)) stanza.set(name, content.slice(colon + 1).trim());
  }
  if (isOpen) yield stanza;
}

/** Bytes → text; bytes that are not UTF-8 become U+FFFD, as names of packages never hold them. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8").decode(bytes);
}
