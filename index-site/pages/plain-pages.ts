import type { Entry } from "../../src/model/entry.ts";
import { statusBanner } from "../badges.ts";
import { showTime } from "../format.ts";
import { html } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";

/** What stays of an entry that is gone: that it was here, when, and why it went. Nothing of its content. */
export function renderTombstonePage(site: Site, entry: Entry): string {
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="../../">Plugins</a></nav>
<h1>No longer here</h1>
${statusBanner(entry)}
<p>The entry <code>${entry.id}</code> was in this index from ${showTime(entry.firstSeen)} to ${showTime(entry.lastSeen)}. Its address stays, its content does not.</p>`;
  const path = `p/${entry.slug}/`;
  return renderPage(site, {
    title: "No longer here",
    description: "This entry is gone.",
    root: "../../",
    path,
    body,
    isHidden: true,
  });
}

/** Sends visitors of a former address to the present one. */
export function renderRedirectPage(site: Site, formerSlug: string, slug: string): string {
  const body = html`<h1>This plugin has moved</h1><p>Its page is <a href="${`../${slug}/`}">here</a> now.</p>`;
  const path = `p/${formerSlug}/`;
  const description = "This plugin has another address now.";
  return renderPage(site, {
    title: "Moved",
    description,
    root: "../../",
    path,
    body,
    isHidden: true,
    redirect: `../${slug}/`,
  });
}

/** The page for addresses that never were. It is served from any depth, so links need the site's own address. */
export function renderNotFoundPage(site: Site): string {
  const root = site.siteUrl === "" ? "" : `${site.siteUrl}/`;
  const body = html`<h1>Nothing is here</h1><p>This address was never published. <a href="${root === "" ? "./" : root}">All plugins</a></p>`;
  return renderPage(site, {
    title: "Nothing is here",
    description: "No such page.",
    root,
    path: "404.html",
    body,
    isHidden: true,
  });
}
