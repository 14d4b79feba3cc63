import { isSecretName } from "../secret-name.ts";

/** True for the name of an input that holds a password or key; XNAT's commands also write `pw` and `pass`. */
export function isSecretInput(name: string): boolean {
  return isSecretName(name) || /(?:^|[_-])(?:pw|pwd|pass)$/iu.test(name.slice(-100));
}
