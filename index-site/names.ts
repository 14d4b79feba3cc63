import { type Html, html } from "./html.ts";

/** A name or address that may break after its separators, so that it breaks nowhere else. */
export function breakable(text: string): Html {
  return html`${text.split(/(?<=[/@:_])/).map((part, place) => html`${place > 0 && html`<wbr>`}${part}`)}`;
}

/** `owner/name` of a repository; the name alone of a folder. */
export function showRepository(repository: { owner: string; name: string }): string {
  return [repository.owner, repository.name].filter((part) => part !== "").join("/");
}
