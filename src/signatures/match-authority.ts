import type { Authority, KeylessRule } from "../config/trust-settings.ts";
import { DEFAULT_TRIGGERS } from "../config/trust-settings.ts";
import type { SignerIdentity } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { compileGlob, matchesGlob } from "./glob.ts";
import { asciiLowerCase, repositoryLength } from "./same-uri.ts";

/** Whether one authority accepts one signer, and if not, the first thing that is in the way. */
export interface AuthorityAnswer {
  authority: string;
  isAccepted: boolean;
  /** `same-repo`, `listed-signer` or the code of the mismatch. */
  reason: string;
  detail?: string;
  notes: string[];
  /** How many questions were answered well before that: the nearest miss is the most telling. */
  agreed: number;
}

/** One question to the signer: nothing when it is answered well, else the reason and what was expected. */
type Question = (notes: string[]) => { reason: string; detail: string } | "" | undefined;

const ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";
const REPO = `\${manifest.repo}`;
const REPO_ID = `\${manifest.repoId}`;
const DEFAULT_BRANCH = `\${manifest.defaultBranch}`;

/** Judges a proven signer by one authority, for the repository that holds the manifest. */
export function matchAuthority(
  authority: Authority,
  signer: SignerIdentity,
  repository: SourceRepository,
): AuthorityAnswer {
  const { name, keyless } = authority;
  if (keyless === undefined || signer.kind !== "keyless") {
    const reason = signer.kind === "keyless" ? "keyless-not-allowed" : "unknown-key";
    return { authority: name, isAccepted: false, reason, notes: [], agreed: 0 };
  }
  let best: AuthorityAnswer | undefined;
  for (const address of addressesOf(repository, signer)) {
    const answer = askKeyless(name, keyless, signer, { ...repository, ...address });
    if (answer.isAccepted) return answer;
    if (best === undefined || answer.agreed > best.agreed) best = answer;
  }
  return best ?? { authority: name, isAccepted: false, reason: "san-mismatch", notes: [], agreed: 0 };
}

/** The present address; earlier ones only for a signature that names the same numeric repository. */
function addressesOf(repository: SourceRepository, signer: SignerIdentity): { owner: string; name: string }[] {
  const { owner, name, host, id, formerNames } = repository;
  const addresses = [{ owner, name }];
  if (id === undefined || signer.sourceRepositoryId !== id) return addresses;
  for (const former of formerNames) {
    const [formerHost, formerOwner, formerName, ...rest] = former.split("/");
    if (formerHost !== host || formerOwner === undefined || formerName === undefined || rest.length > 0) continue;
    addresses.push({ owner: formerOwner, name: formerName });
  }
  return addresses;
}

function askKeyless(
  authority: string,
  rule: KeylessRule,
  signer: SignerIdentity,
  repository: SourceRepository,
): AuthorityAnswer {
  const notes: string[] = [];
  const questions = questionsOf(rule, signer, repository);
  for (const [agreed, question] of questions.entries()) {
    const fault = question(notes);
    if (fault) return { authority, isAccepted: false, ...fault, notes, agreed };
  }
  const reason = isSameRepository(rule) ? "same-repo" : "listed-signer";
  return { authority, isAccepted: true, reason, notes, agreed: questions.length };
}

/** In the order of telling: who issued the identity, who signed, from where, on what ref, by what event, on what machine. */
function questionsOf(rule: KeylessRule, signer: SignerIdentity, repository: SourceRepository): Question[] {
  const { subjectAltName: san = "" } = signer;
  const isEmail = !san.includes("://") && san.includes("@");
  return [
    () => differs("issuer-mismatch", signer.issuer === rule.issuer, signer.issuer, rule.issuer),
    () => rule.email && differs("san-mismatch", isEmail && san === rule.email, san, rule.email),
    () => rule.signer && differs("san-mismatch", !isEmail && matches(rule.signer, san, repository), san, rule.signer),
    () => askSource(rule.sourceRepository, signer.sourceRepository, repository),
    (notes) => askId(rule.sourceRepositoryId, signer.sourceRepositoryId, repository, notes),
    (notes) => askRef(rule.refs, signer.sourceRef, repository, notes),
    () => askTrigger(rule, signer.trigger),
    () => askRunner(rule.runner, signer.runner),
  ];
}

function askSource(expected: string | undefined, proven: string | undefined, repository: SourceRepository) {
  if (expected === undefined) return undefined;
  return differs("source-repository-mismatch", matches(expected, proven ?? "", repository), proven, expected);
}

/** A name can be taken over by a stranger after a rename; the number cannot. Without one, the name must do. */
function askId(rule: string | undefined, proven: string | undefined, { id }: SourceRepository, notes: string[]) {
  if (rule === undefined) return undefined;
  const expected = rule === REPO_ID ? id : rule;
  if (expected !== undefined) return differs("repository-id-changed", proven === expected, proven, expected);
  notes.push("judged by the repository's name: its numeric id is not known here and was not compared");
  return undefined;
}

function askRef(refs: string[] | undefined, proven: string | undefined, repository: SourceRepository, notes: string[]) {
  if (refs === undefined) return undefined;
  if (refs.some((ref) => matches(ref, proven ?? "", repository))) return undefined;
  if (repository.defaultBranch === undefined && refs.some((ref) => ref.includes(DEFAULT_BRANCH))) {
    notes.push("the default branch is not known here: refs of branches were not accepted");
  }
  return differs("ref-mismatch", false, proven, refs.join(" or "));
}

function askTrigger({ issuer, triggers }: KeylessRule, proven: string | undefined) {
  const allowed = triggers ?? (issuer === ACTIONS_ISSUER ? DEFAULT_TRIGGERS : undefined);
  if (allowed === undefined) return undefined;
  return differs("trigger-not-allowed", allowed.includes(proven ?? ""), proven, allowed.join(" or "));
}

function askRunner(runner: KeylessRule["runner"], proven: string | undefined) {
  if (runner === undefined || runner === "any") return undefined;
  return differs("runner-not-allowed", proven === runner, proven, runner);
}

function differs(reason: string, isSame: boolean, got: string | undefined, expected: string) {
  if (isSame) return undefined;
  return {
    reason,
    detail: `got ${got === undefined || got === "" ? "nothing" : got.slice(0, 300)}; expected ${expected}`,
  };
}

/** Owner and repository without regard to case, all else exactly; false where a variable has no value here. */
function matches(pattern: string, text: string, repository: SourceRepository): boolean {
  const repo = isOnHost(pattern, repository) ? `${repository.owner}/${repository.name}` : undefined;
  const { id, defaultBranch } = repository;
  const variables = { "manifest.repo": repo, "manifest.repoId": id, "manifest.defaultBranch": defaultBranch };
  const glob = compileGlob(pattern, variables);
  return glob !== undefined && matchesGlob(glob, text, repositoryLength(text));
}

/**
 * `${manifest.repo}` stands for a repository of the host it is written after, and only there: else the owner of
 * github.com/lab/plugin could sign for example.org/lab/plugin.
 */
function isOnHost(pattern: string, { host, owner, name }: SourceRepository): boolean {
  if (owner === "" || name === "") return false;
  const places = pattern.split(REPO).slice(0, -1);
  return (
    places.length > 0 && asciiLowerCase(places[0] ?? "") === `https://${asciiLowerCase(host)}/` && places.length === 1
  );
}

function isSameRepository({ signer = "" }: KeylessRule): boolean {
  return signer.startsWith("https://") && signer.includes(`/${REPO}/`);
}
