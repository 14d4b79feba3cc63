/** Value of the facet `family` while the manifest of an entry cannot be read. */
export const UNREADABLE = "unreadable";

/** How the values of a facet are called on the site, by facet; a facet that is not here shows its values as they are. */
const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tier: {
    none: "No tier yet",
    contrib: "Contrib",
    gold: "Gold",
    unknown: "Could not find out",
    "not-applicable": "Does not apply",
  },
  signature: {
    verified: "Verified",
    untrusted: "Signed by a stranger",
    invalid: "Invalid signature",
    unverifiable: "Cannot be verified",
    expired: "Expired",
    moved: "Tag moved",
    unsigned: "Unsigned",
    unknown: "Could not find out",
    "not-supported": "Not checked",
  },
  scan: {
    pass: "No known weakness",
    warn: "Weaknesses",
    fail: "Serious weaknesses",
    incomplete: "Looked at in part",
    unscanned: "Not scanned",
    unknown: "Could not find out",
    "not-supported": "Not checked",
  },
  mode: { batch: "Batch job", interactive: "Interactive", both: "Batch or interactive" },
  gpu: { none: "Not needed", optional: "Optional", required: "Required" },
  family: {
    own: "Waybill",
    wipp: "WIPP",
    ict: "ICT",
    cwl: "CWL",
    boutiques: "Boutiques",
    [UNREADABLE]: "Cannot be read",
  },
};

/** The words for a value of a facet; the value itself where there are none. */
export function stateLabel(facet: string, value: string): string {
  const labels = Object.hasOwn(LABELS, facet) ? LABELS[facet] : undefined;
  return labels !== undefined && Object.hasOwn(labels, value) ? (labels[value] ?? value) : value;
}
