/** What stands in the record where a secret stood. */
export const REDACTED = "[redacted]";

/** Words that make a variable's name look like that of a secret; `KEY` alone does not (GPG_KEY is public). */
const SECRET_WORD =
  /(?:^|[_.-])(?:PASSWORD|PASSWD|PASSPHRASE|PWORD|PASS|SECRETS?|TOKENS?|API_?KEY|ACCESS_?KEY(?:_ID)?|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|CREDENTIALS?|AUTH)(?:$|[_.-])/;

/** Names that end in a secret word without a separator: DBPASSWORD, GITHUBTOKEN. */
const SECRET_ENDING = /(?:PASSWORD|PASSWD|SECRET|TOKEN|APIKEY)$/;

const MAX_NAME_LENGTH = 256;

/** True for names such as DB_PASSWORD, GITHUB_TOKEN, AWS_SECRET_ACCESS_KEY. */
export function isSecretName(name: string): boolean {
  const upper = name.slice(0, MAX_NAME_LENGTH).toUpperCase();
  return SECRET_WORD.test(upper) || SECRET_ENDING.test(upper);
}

/** `NAME=value` with the value replaced when the name looks secret, and credentials in URLs replaced always. */
export function redactVariable(assignment: string): string {
  const equals = assignment.indexOf("=");
  if (equals < 0) return assignment;
  const name = assignment.slice(0, equals);
  return isSecretName(name) ? `${name}=${REDACTED}` : redactText(assignment);
}

/** A command line with the values of secret-looking assignments and the credentials of URLs replaced. */
export function redactCommand(command: string): string {
  // Names are bounded and stand after a boundary, so the search stays linear.
  const assignments = /(?<![\w.-])(?<name>-{0,2}[A-Za-z_][\w.-]{0,255})=(?:"[^"]*"|'[^']*'|[^\s"']*)/g;
  return redactText(
    command.replace(assignments, (whole, name: string) => (isSecretName(name) ? `${name}=${REDACTED}` : whole)),
  );
}

/** Forms of keys that are secret whatever their name: of GitHub, GitLab, Amazon, Slack, and private keys in PEM. */
const SECRET_VALUE =
  /\bgh[pousr]_[A-Za-z0-9]{36,255}|\bgithub_pat_\w{22,255}|\bglpat-[\w-]{20,255}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,255}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,20000}/g;

/** Any text with keys of a known form and the credentials of URLs replaced. */
export function redactText(text: string): string {
  return redactUrls(text.replace(SECRET_VALUE, REDACTED));
}

function redactUrls(text: string): string {
  if (!text.includes("//")) return text;
  return text.replace(/(?<scheme>\/\/)[^\s/?#@"']{1,256}@(?=[\w[])/g, `$<scheme>${REDACTED}@`);
}
