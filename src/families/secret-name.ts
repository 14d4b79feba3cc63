const SECRET_WORDS = new Set(["password", "passwd", "passphrase", "secret", "secrets", "credential", "credentials"]);
const SECRET_PAIRS = new Set([
  "private key",
  "secret key",
  "api key",
  "access key",
  "access token",
  "auth token",
  "api token",
]);

/** True for a parameter whose name says that its value must not be shown ("cytomine_private_key", "userPassword"). */
export function isSecretName(name: string): boolean {
  const words = name
    .slice(0, 300)
    .replaceAll(/(?<lower>[a-z0-9])(?<upper>[A-Z])/gu, "$<lower> $<upper>")
    .toLowerCase()
    .split(/[^a-z0-9]+/u);
  return words.some((word, index) => SECRET_WORDS.has(word) || SECRET_PAIRS.has(`${word} ${words[index + 1] ?? ""}`));
}
