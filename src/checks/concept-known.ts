import { valueAt } from "../document/pointer.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding, FindingPlace } from "../model/finding.ts";
import { defaultTaxonomy } from "../taxonomy/default-taxonomy.ts";
import { lookAlikeWords } from "../taxonomy/look-alikes.ts";
import { isVocabularyId, mappedConcepts } from "../taxonomy/map-claim.ts";
import { conceptsNamed } from "../taxonomy/match-phrases.ts";
import { phraseTableOf } from "../taxonomy/phrase-table.ts";
import { suggestConcept } from "../taxonomy/suggest-concept.ts";
import type { Concept } from "../taxonomy/taxonomy.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Are the stated concepts in the vocabulary, and written in Latin letters throughout? */
export const conceptKnown: CheckRow = {
  id: "concept-known",
  title: "Stated concepts are those of the vocabulary",
  why: "A misspelled concept is found by nobody, and one with a letter of another script looks right and is not.",
  remedy: "State a concept of schemas/taxonomy.json by its id or label, or the id of an EDAM or UAT term.",
  severity: "low",
  needs: ["plugin"],
  evaluate,
};

const CLAIMS = 200;
const FINDINGS = 20;

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined || plugin.claims.length === 0) return NOT_APPLICABLE;
  const isVocabulary = plugin.family === "own";
  const findings: Finding[] = [];
  for (const claim of plugin.claims.slice(0, CLAIMS)) {
    const finding = judge(evidence, claim.slice(0, 200), isVocabulary);
    if (finding !== undefined) findings.push(finding);
    if (findings.length === FINDINGS) break;
  }
  return answer(findings);
}

/** Elsewhere than in our own manifest claims are free keywords: any word may stand there. */
function judge(evidence: Evidence, claim: string, isVocabulary: boolean): Finding | undefined {
  const got = showValue(claim);
  const isDisguised = lookAlikeWords(claim).length > 0;
  if (!isDisguised && (!isVocabulary || isKnown(claim))) return undefined;
  const concept = suggestConcept(claim, defaultTaxonomy);
  const message = isDisguised
    ? `the concept ${got} has letters of another script that look like Latin ones`
    : `the concept ${got} is not in the vocabulary${hintOf(concept)}`;
  const expected = concept === undefined ? {} : { expected: concept.id };
  return makeFinding(conceptKnown, { message, at: placeOfClaim(evidence, claim), got, ...expected });
}

function isKnown(claim: string): boolean {
  if (mappedConcepts(claim, defaultTaxonomy).length > 0 || isVocabularyId(claim)) return true;
  return conceptsNamed(claim, phraseTableOf(defaultTaxonomy)).length > 0;
}

function hintOf(concept: Concept | undefined): string {
  return concept === undefined ? "" : `: did you mean “${concept.label}” (${concept.id})?`;
}

function placeOfClaim(evidence: Evidence, claim: string): FindingPlace {
  const list = evidence.places["/claims"];
  const value = list === undefined ? undefined : valueAt(evidence.document.root, list);
  const index = Array.isArray(value) ? value.indexOf(claim) : -1;
  return index < 0 ? placeOf(evidence, "/claims") : placeAt(evidence, `${list}/${index}`);
}
