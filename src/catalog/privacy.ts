import type { Finding } from "../model/finding.ts";
import type { Image } from "../model/image.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Plugin } from "../model/plugin.ts";
import { isSecretName, REDACTED, redactText } from "../oci/secret-name.ts";

type Test = Plugin["tests"][number];

/** Stands where an e-mail address stood. */
const WITHHELD = "[address withheld]";

/** Fields of our own words, or whose `@` is part of a name where they are well-formed. */
const UNTOUCHED = new Set(["packages", "from"]);

/** https://github.com/package-url/purl-spec: no blank stands in one. */
const PURL = /^pkg:\S+$/;

/**
 * The record as it may be kept and shown (shapes.md §3): no author e-mail, no address inside any text unless it is the
 * manifest's own `contact`, no default of a secret parameter.
 */
export function withoutPrivate(plugin: Plugin): Plugin {
  const authors = plugin.authors.map(({ email: _email, ...author }) => author);
  const parameters = plugin.parameters.map(withoutSecret);
  const packages = plugin.packages.map((name) => (PURL.test(name) ? redactText(name) : withoutPrivateText(name)));
  const tests = plugin.tests.map((test) => withoutSecretInputs(test, plugin.parameters));
  const cleaned = Object.entries({ ...plugin, authors, parameters, packages, tests }).map(([key, value]) => {
    const isContact = key === "contact" && typeof value === "string" && plugin.from["/contact"] === "manifest";
    if (isContact) return [key, redactText(value)];
    return [key, UNTOUCHED.has(key) ? value : withoutPrivateText(value)];
  });
  // Same keys, same types: only texts inside were changed.
  return Object.fromEntries(cleaned) as Plugin;
}

/** The image as it may be kept: no address in what its builder wrote. Names, signers and purls are identities. */
export function imageWithoutPrivate(image: Image): Image {
  const { referrers, base, registryFacts } = image;
  return {
    ...contentWithoutPrivate(image),
    referrers: withoutPrivateText(referrers),
    base: withoutPrivateText(base),
    ...(registryFacts === undefined ? {} : { registryFacts: withoutPrivateFacts(registryFacts) }),
  };
}

/** Labels and categories are words of people; the keys are references, which are identities. */
function withoutPrivateFacts(facts: NonNullable<Image["registryFacts"]>): NonNullable<Image["registryFacts"]> {
  return Object.fromEntries(Object.entries(facts).map(([reference, said]) => [reference, withoutPrivateText(said)]));
}

/** What a digest stands for as it may be kept, in the cache too. */
export function contentWithoutPrivate<T extends Pick<Image, "platforms" | "annotations">>(content: T): T {
  const platforms = content.platforms.map((platform) => ({
    ...platform,
    config: withoutPrivateText(platform.config),
    annotations: withoutPrivateText(platform.annotations),
  }));
  return { ...content, platforms, annotations: withoutPrivateText(content.annotations) };
}

/** Findings as they may be kept and shown; an edit that holds something private is left out, never changed. */
export function findingsWithoutPrivate(findings: readonly Finding[]): Finding[] {
  return findings.map(({ fix, ...finding }) => {
    const shown = withoutPrivateText(finding);
    const isPublic = fix?.every(({ text }) => withoutPrivateText(text) === text) === true;
    return fix !== undefined && isPublic ? { ...shown, fix } : shown;
  });
}

/** The same value with every e-mail address and key of a known form inside its texts and names withheld. */
export function withoutPrivateText<T>(value: T): T {
  // The shape is kept: strings become strings, lists lists, objects objects.
  return scrub(value) as T;
}

function scrub(value: unknown): unknown {
  if (typeof value === "string") return withholdAddresses(value);
  if (Array.isArray(value)) return value.map(scrub);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [withholdAddresses(key), scrubAt(key, member)]),
  );
}

/** A text whose name says that it is a secret, as an annotation may be, goes whole. */
function scrubAt(key: string, member: unknown): unknown {
  return typeof member === "string" && member !== "" && hasSecretName(key) ? REDACTED : scrub(member);
}

/** Linear: every `@` is looked at once, with a bounded window around it. */
function withholdAddresses(written: string): string {
  const text = redactText(written);
  if (!text.includes("@")) return text;
  return text.replace(
    /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}\b/gu,
    WITHHELD,
  );
}

function withoutSecret(parameter: Parameter): Parameter {
  const { default: value, choices, ...rest } = parameter;
  if (parameter.secret === true) return rest;
  // `use_token: true` is no secret; what its name calls one is one where it is a text.
  const isSecret = hasSecretName(parameter.key) || hasSecretName(parameter.label ?? "");
  if (!isSecret || typeof value === "boolean" || typeof value === "number") return parameter;
  return choices === undefined ? rest : { ...rest, choices };
}

function withoutSecretInputs(test: Test, parameters: readonly Parameter[]): Test {
  if (test.inputs === undefined) return test;
  const secrets = new Set(parameters.filter(({ secret }) => secret === true).map(({ key }) => key));
  const shown = Object.entries(test.inputs).filter(([key]) => !secrets.has(key) && !hasSecretName(key));
  return { ...test, inputs: Object.fromEntries(shown) };
}

function hasSecretName(key: string): boolean {
  return isSecretName(key.slice(0, 256).replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2"));
}
