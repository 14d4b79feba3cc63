import { type Html, type HtmlValue, html } from "./html.ts";

/** What every page knows of the site. */
export interface Site {
  title: string;
  /** Time of publication. */
  asOf: string;
  /** License of the data. */
  license: string;
  generator: string;
  /** Base URL without a slash at the end; empty for relative links only. */
  siteUrl: string;
  /** Why, and since when, the completeness guard keeps a newer state from being published. */
  held?: { since: string; reason: string };
}

/** One page. */
export interface Page {
  title: string;
  description: string;
  /** Relative way to the top of the site: empty, or `../` once per folder, or an absolute URL with a slash at the end. */
  root: string;
  /** Path of the page below the top, for its permanent address. */
  path: string;
  body: HtmlValue;
  /** Pages of what is no longer offered stay out of search engines. */
  isHidden?: boolean;
  /** Where a browser is sent at once. */
  redirect?: string;
  /** The search page brings a search field of its own. */
  hasOwnSearch?: boolean;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";

/** The whole document of a page. */
export function renderPage(site: Site, page: Page): string {
  const { root } = page;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${page.description}">
${page.isHidden === true && html`<meta name="robots" content="noindex">`}
${page.redirect !== undefined && html`<meta http-equiv="refresh" content="0; url=${page.redirect}">`}
<title>${page.title} · ${site.title}</title>
${site.siteUrl !== "" && html`<link rel="canonical" href="${`${site.siteUrl}/${page.path}`}">`}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${`${root}assets/style.css`}">
<script type="module" src="${`${root}assets/client.js`}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${renderHeader(site, page)}
<main id="main">
${page.body}
</main>
<footer class="site-footer">
<p>Published <time datetime="${site.asOf}">${site.asOf.slice(0, 10)}</time> by ${site.generator}. Data: ${site.license}. What a manifest claims is shown as its claim.</p>
</footer>
</body>
</html>
`;
  return document.toString();
}

function renderHeader(site: Site, page: Page): Html {
  const home = page.root === "" ? "./" : page.root;
  return html`<header class="site-header">
<a class="brand" href="${home}"><span class="mark" aria-hidden="true"></span>${site.title}</a>
<nav aria-label="Site"><a href="${home}">Plugins</a> <a href="${`${page.root}taxonomy/`}">Taxonomy</a> <a href="${`${page.root}api/v1/index.json`}">API</a></nav>
${
  page.hasOwnSearch !== true &&
  html`<form class="small-search" role="search" action="${home}" method="get">
<label class="visually-hidden" for="q">Search plugins</label>
<input id="q" name="q" type="search" placeholder="Search plugins" autocomplete="off" spellcheck="false">
</form>`
}
</header>`;
}
