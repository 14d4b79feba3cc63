import type { Image } from "../model/image.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Plugin } from "../model/plugin.ts";

/** Stands where an e-mail address stood. */
const WITHHELD = "[address withheld]";

/** Fields whose `@` is part of a name: image references, purls, pointers. */
const UNTOUCHED = new Set(["images", "packages", "from"]);

/**
 * The record as it may be kept and shown (shapes.md §3): no author e-mail, no address inside any text unless it is the
 * manifest's own `contact`, no default of a secret parameter.
 */
export function withoutPrivate(plugin: Plugin): Plugin {
  const authors = plugin.authors.map(({ email: _email, ...author }) => author);
  const parameters = plugin.parameters.map(withoutSecret);
  const cleaned = Object.entries({ ...plugin, authors, parameters }).map(([key, value]) => {
    const isKept = UNTOUCHED.has(key) || (key === "contact" && plugin.from["/contact"] === "manifest");
    return [key, isKept ? value : withoutPrivateText(value)];
  });
  // Same keys, same types: only texts inside were changed.
  return Object.fromEntries(cleaned) as Plugin;
}

/** The image as it may be kept: no address in what its builder wrote. Names, signers and purls are identities. */
export function imageWithoutPrivate(image: Image): Image {
  const platforms = image.platforms.map((platform) => ({
    ...platform,
    config: withoutPrivateText(platform.config),
    annotations: withoutPrivateText(platform.annotations),
  }));
  const { annotations, referrers, base } = image;
  return {
    ...image,
    platforms,
    annotations: withoutPrivateText(annotations),
    referrers: withoutPrivateText(referrers),
    base: withoutPrivateText(base),
  };
}

/** The same value with every e-mail address inside its texts and keys withheld. */
export function withoutPrivateText<T>(value: T): T {
  // The shape is kept: strings become strings, lists lists, objects objects.
  return scrub(value) as T;
}

function scrub(value: unknown): unknown {
  if (typeof value === "string") return withholdAddresses(value);
  if (Array.isArray(value)) return value.map(scrub);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [withholdAddresses(key), scrub(member)]));
}

/** Linear: every `@` is looked at once, with a bounded window around it. */
function withholdAddresses(text: string): string {
  if (!text.includes("@")) return text;
  return text.replace(
    /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}\b/gu,
    WITHHELD,
  );
}

function withoutSecret(parameter: Parameter): Parameter {
  if (parameter.secret !== true) return parameter;
  const { default: _default, choices: _choices, ...rest } = parameter;
  return rest;
}
