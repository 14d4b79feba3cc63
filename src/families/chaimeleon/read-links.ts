import { withoutEmail } from "../copy-value.ts";
import type { Draft } from "../draft.ts";

const URL = /https?:\/\/[^\s<>()[\]"'`]{1,1000}/u;

/** Addresses of the section URL; the line above each says what it is ("Public dockerfile repository:"). */
export function readLinks(draft: Draft, text: string): void {
  let said = "";
  for (const line of text.split("\n").slice(0, 200)) {
    const url = URL.exec(line)?.[0].replace(/[.,;]+$/u, "");
    if (url === undefined) {
      if (line.trim() !== "") said = line.toLowerCase();
      continue;
    }
    if (draft.plugin.links.length >= 50 || url.includes("@")) continue;
    draft.plugin.links.push({ rel: relationOf(`${said} ${line.toLowerCase()}`), url: withoutEmail(url) });
  }
}

/** The catalogue is another repository than the image's, so that these are no claims about this one. */
function relationOf(words: string): string {
  if (words.includes("helm chart")) return "helm-chart";
  return words.includes("dockerfile") ? "dockerfile" : "website";
}
