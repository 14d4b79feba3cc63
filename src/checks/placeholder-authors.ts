import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { foldText } from "../taxonomy/fold-text.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Are the authors people, and not the example's? */
export const placeholderAuthors: CheckRow = {
  id: "placeholder-authors",
  title: "The authors are not those of an example or template",
  why: "Nobody can ask John Doe what the plugin does or whether its image is his.",
  remedy: "Name who made the plugin, or leave the field out.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

const NAMES: ReadonlySet<string> = new Set([
  ...["john doe", "jane doe", "john smith", "jane smith", "joe bloggs", "max mustermann", "erika mustermann"],
  ...["john q public", "john q. public", "jane q public", "jane q. public", "foo bar", "first last"],
  ...["your name", "your name here", "first name", "full name", "firstname lastname", "first name last name"],
  ...["author", "author name", "author names", "name", "someone", "somebody", "todo", "tbd", "n/a", "xxx", "test"],
]);

/** Domains that belong to nobody (https://www.rfc-editor.org/rfc/rfc2606#section-3), and what templates write. */
const ADDRESS =
  /@(?:[\w-]+\.)*(?:example\.(?:com|org|net|edu)|example|invalid|domain\.com|email\.com|mail\.com|test\.com)$|^(?:author|authors?\.?name|your[._-]?(?:name|mail|email)|name|user|foo|john\.?doe|jane\.?doe)@/i;

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined || (plugin.authors.length === 0 && plugin.contact === undefined)) return NOT_APPLICABLE;
  const findings: Finding[] = [];
  for (const [index, { name, email }] of plugin.authors.entries()) {
    const isExample = NAMES.has(foldText(name).trim()) || findPlaceholder(name) !== undefined;
    if (!isExample && !(email !== undefined && ADDRESS.test(email.slice(0, 320)))) continue;
    // An address is never repeated, not even a made-up one.
    const what = isExample ? `the author ${showValue(name)} is` : `the address of the author ${showValue(name)} is`;
    const at = placeOf(evidence, `/authors/${index}`);
    findings.push(makeFinding(placeholderAuthors, { message: `${what} that of an example`, at }));
  }
  if (ADDRESS.test((plugin.contact ?? "").trim().slice(0, 320))) {
    const at = placeOf(evidence, "/contact");
    findings.push(makeFinding(placeholderAuthors, { message: "the contact is an address of an example", at }));
  }
  return answer(findings);
}
