import { withoutEmail } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";

const LONG_TEXT = 20_000;

/** The text with the one variable of the builder that recipes use filled in; nothing else is evaluated. */
export function fillVersion(draft: Draft, text: string): string {
  const version = draft.plugin.version?.raw;
  return version === undefined ? text : text.replaceAll(/\{\{ {0,3}context\.version {0,3}\}\}/gu, () => version);
}

/** The description: `structured_readme.description`, else the readme without its frame of dashes. */
export function readTexts(draft: Draft, root: Mapping): void {
  const structured = textOf(memberOf(memberOf(root, "structured_readme"), "description"), LONG_TEXT);
  const text = structured ?? textOf(memberOf(root, "readme"), LONG_TEXT);
  if (text === undefined) return;
  const words = fillVersion(draft, text)
    .replaceAll(/^-{5,200}[ \t]{0,20}$/gmu, "")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
  if (words === "") return;
  draft.plugin.description = withoutEmail(words).slice(0, LONG_TEXT);
  if (structured === undefined) notePlace(draft, "/description", "readme");
  else notePlace(draft, "/description", "structured_readme", "description");
}
