import type { Plugin } from "../model/plugin.ts";
import { textOf } from "./narrow-value.ts";

type License = NonNullable<Plugin["license"]>;

/** SPDX ids that scientific software uses; others stay as written. https://spdx.org/licenses/ */
const SPDX_IDS = [
  ...[
    "0BSD",
    "AFL-3.0",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-1.1",
    "Apache-2.0",
    "Artistic-1.0",
    "Artistic-2.0",
  ],
  ...["BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "BSL-1.0", "CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-NC-4.0"],
  ...[
    "CC-BY-NC-SA-4.0",
    "CC-BY-SA-4.0",
    "CECILL-2.1",
    "CECILL-B",
    "CECILL-C",
    "ECL-2.0",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.2",
  ],
  ...[
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.0-only",
    "LGPL-2.0-or-later",
  ],
  ...["LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-1.1", "MPL-2.0"],
  ...["NCSA", "NIST-PD", "PostgreSQL", "Python-2.0", "Unlicense", "Vim", "W3C", "WTFPL", "Zlib"],
];

/** Other ways to write them, seen in real manifests; keys as `plain` makes them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "apache license 2.0": "Apache-2.0",
  "apache license version 2.0": "Apache-2.0",
  "apache 2.0": "Apache-2.0",
  "apache 2": "Apache-2.0",
  expat: "MIT",
  "mit license": "MIT",
  "the mit license": "MIT",
  "bsd 3 clause": "BSD-3-Clause",
  "bsd 3": "BSD-3-Clause",
  "new bsd": "BSD-3-Clause",
  "bsd 2 clause": "BSD-2-Clause",
  "bsd 2": "BSD-2-Clause",
  "simplified bsd": "BSD-2-Clause",
  "boost software license 1.0": "BSL-1.0",
  "mozilla public license 2.0": "MPL-2.0",
  cc0: "CC0-1.0",
};

const BY_PLAIN_ID = new Map(SPDX_IDS.map((id) => [plain(id), id]));

// "GPL-2+", "GPL v3", "LGPL-2.1", "agpl 3.0 or later"
const GNU = /^(?:gnu )?(?<name>[al]?gpl)[ -]?(?:license )?v?(?<major>\d)(?:\.(?<minor>\d))?(?<later>\+| or later)?$/u;

const URLS: readonly (readonly [RegExp, string])[] = [
  [/^apache\.org\/licenses\/license-2\.0(?:\.txt|\.html)?$/u, "Apache-2.0"],
  [/^opensource\.org\/licenses?\/mit(?:-license(?:\.php)?)?$/u, "MIT"],
  [/^opensource\.org\/licenses?\/bsd-3-clause$/u, "BSD-3-Clause"],
  [/^mit-license\.org$/u, "MIT"],
  [/^creativecommons\.org\/publicdomain\/zero\/1\.0(?:\/legalcode)?$/u, "CC0-1.0"],
  [/^creativecommons\.org\/licenses\/by\/4\.0(?:\/legalcode)?$/u, "CC-BY-4.0"],
  [/^creativecommons\.org\/licenses\/by-sa\/4\.0(?:\/legalcode)?$/u, "CC-BY-SA-4.0"],
  [/^mozilla\.org\/(?:en-us\/)?mpl\/2\.0$/u, "MPL-2.0"],
];

/** A license claim as written, with its SPDX id or expression only where that is certain. */
export function licenseOf(value: unknown): License | undefined {
  const raw = textOf(value, 500);
  if (raw === undefined) return undefined;
  const spdx = expressionOf(raw);
  return spdx === undefined ? { raw } : { raw, spdx };
}

/** One id, or several joined by one kind of operator, all of them certain. */
function expressionOf(raw: string): string | undefined {
  const one = idOf(raw);
  if (one !== undefined) return one;
  for (const operator of ["OR", "AND"]) {
    const ids = raw.split(new RegExp(`\\s${operator}\\s`, "iu")).map(idOf);
    if (ids.length > 1 && ids.every((id) => id !== undefined)) return ids.join(` ${operator} `);
  }
  return undefined;
}

function idOf(written: string): string | undefined {
  const text = written.trim().replace(/^spdx:\s?/iu, "");
  if (/^https?:\/\//iu.test(text)) return idOfUrl(text);
  const key = plain(text);
  const known = BY_PLAIN_ID.get(key);
  if (known !== undefined) return known;
  return Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : gnuId(text);
}

function idOfUrl(url: string): string | undefined {
  const place = url
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/u, "")
    .replace(/\/$/u, "");
  if (place.startsWith("spdx.org/licenses/")) {
    return idOf(place.slice("spdx.org/licenses/".length).replace(/\.(?:html|json|txt)$/u, ""));
  }
  return URLS.find(([pattern]) => pattern.test(place))?.[1];
}

/** GPL without "or later" is "only", which is also what SPDX's retired ids (GPL-3.0) mean. */
function gnuId(text: string): string | undefined {
  const groups = GNU.exec(text.toLowerCase().replaceAll(/[\s,]+/gu, " "))?.groups;
  if (groups === undefined) return undefined;
  const id = `${groups["name"]}-${groups["major"]}.${groups["minor"] ?? "0"}-${groups["later"] === undefined ? "only" : "or-later"}`;
  return BY_PLAIN_ID.get(plain(id));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s,_-]+/gu, " ")
    .trim();
}
