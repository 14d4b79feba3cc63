/** How many characters of `https://HOST/OWNER/REPOSITORY…` hold names that GitHub compares without regard to case; 0 for other texts. */
export function repositoryLength(text: string): number {
  if (!text.startsWith("https://")) return 0;
  let slashes = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === "@") return index;
    if (character === "/" && ++slashes === 5) return index;
  }
  return text.length;
}

/** True when two URIs are the same, host, owner and repository without regard to ASCII case and the rest exactly. */
export function isSameUri(left: string, right: string): boolean {
  const length = repositoryLength(left);
  if (length !== repositoryLength(right) || left.slice(length) !== right.slice(length)) return false;
  return asciiLowerCase(left.slice(0, length)) === asciiLowerCase(right.slice(0, length));
}

/** ASCII only: Unicode folding would make the Kelvin sign a `k`. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
