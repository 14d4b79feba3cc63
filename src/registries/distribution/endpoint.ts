import { WaybillError } from "../../model/waybill-error.ts";
import { DOCKER_HUB } from "../../oci/reference.ts";
import type { RegistrySettings } from "../registry.ts";

/** Docker Hub's registry does not live at the host that references name. */
const HUB_ENDPOINT = "https://registry-1.docker.io";

/** Base URL without a slash at its end: the `endpoint` setting, else https at the host. */
export function endpointOf(settings: RegistrySettings): string {
  if (settings.endpoint === undefined) return settings.host === DOCKER_HUB ? HUB_ENDPOINT : `https://${settings.host}`;
  const url = URL.parse(settings.endpoint);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new WaybillError("config-invalid", `registries: endpoint of ${settings.host} is no http or https address`);
  }
  if (url.username !== "" || url.password !== "" || url.search !== "") {
    throw new WaybillError(
      "config-invalid",
      `registries: endpoint of ${settings.host} may hold no credentials or query`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
