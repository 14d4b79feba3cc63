import type { Exporter } from "../exporter.ts";
import { writeSite } from "./write-site.ts";

/** The pages that people read, whole without JavaScript, with the client files beside them. */
export const site: Exporter = {
  id: "site",
  title: "Site",
  files: writeSite,
};
