import { memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";

/** Names that all mean Docker Hub. */
const HUB =
  /^(?:(?:www\.|index\.|registry-1\.)?docker\.(?:io|com)|registry\.hub\.docker\.com|hub\.docker\.com)(?:\/.*)?$/u;

/**
 * The image of `container-image`: its name, put below its index where that is a host other than Docker Hub, or its URL.
 * A singularity index keeps its scheme, so that nobody takes the image for one of an OCI registry.
 */
export function readImage(value: unknown): { raw: string; key: "image" | "url" } | undefined {
  const image = textOf(memberOf(value, "image"));
  const url = textOf(memberOf(value, "url"));
  if (image === undefined) return url === undefined ? undefined : { raw: url, key: "url" };
  const index = textOf(memberOf(value, "index"), 300);
  return { raw: index === undefined ? image : below(index, image), key: "image" };
}

function below(index: string, image: string): string {
  if (/^[a-z]{1,10}:\/\//u.test(image)) return image;
  const scheme = /^(?<scheme>[a-z]{1,10}):\/\//u.exec(index)?.groups?.["scheme"];
  if (scheme === "shub" || scheme === "library" || scheme === "oras") return `${scheme}://${image}`;
  const host = index.replace(/^[a-z]{1,10}:\/\//u, "").replace(/\/$/u, "");
  const isHost = /^[a-z0-9][a-z0-9.-]{0,250}(?::\d{1,5})?$/iu.test(host) && (host.includes(".") || host.includes(":"));
  return !isHost || HUB.test(host) || image.startsWith(`${host}/`) ? image : `${host}/${image}`;
}
