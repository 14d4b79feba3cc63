import type { Mends } from "../mend.ts";

/** Our own manifest: keys that people write in the other number or spelling, and single items without their list. */
export const ownMends: Mends = {
  wrapsItems: true,
  renames: {
    author: "authors",
    choice: "choices",
    citation: "citations",
    concept: "concepts",
    format: "formats",
    image: "images",
    input: "inputs",
    licence: "license",
    link: "links",
    mount: "mounts",
    output: "outputs",
    package: "packages",
    port: "ports",
    profile: "profiles",
    signer: "signers",
    test: "tests",
    units: "unit",
  },
};
