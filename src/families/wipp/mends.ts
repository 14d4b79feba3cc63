import type { Mends } from "../mend.ts";

/** Maps where the schema has lists: several programs of the Polus plugins write them. */
export const wippMends: Mends = {
  maps: {
    "/inputs": { nameKey: "name", nameOf: (key) => key },
    "/outputs": { nameKey: "name", nameOf: (key) => key },
    "/ui": { nameKey: "key", nameOf: formKey },
  },
};

/** In the list a form item names its input as `inputs.<name>`; in the map by its bare name. */
function formKey(key: string): string {
  return key.includes(".") || key === "fieldsets" ? key : `inputs.${key}`;
}
