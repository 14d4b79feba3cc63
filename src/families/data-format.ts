import type { DataFormat } from "../model/parameter.ts";
import { textOf } from "./narrow-value.ts";

const EDAM = /(?:^|[:/#])(?<id>(?:format|data)_\d{4})$/u;
const MEDIA_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video|chemical)\/[\w.+-]{1,100}$/u;
const EXTENSION = /^\*?(?<extension>(?:\.[A-Za-z0-9]{1,10}){1,2})$/u;

/** Data formats of a text or a list of texts, with what their form tells for certain; at most 100. */
export function formatsOf(value: unknown): DataFormat[] {
  const list = Array.isArray(value) ? value.slice(0, 100) : [value];
  return list.flatMap((item: unknown) => {
    const raw = textOf(item, 300);
    return raw === undefined ? [] : [formatOf(raw)];
  });
}

function formatOf(raw: string): DataFormat {
  const edam = EDAM.exec(raw)?.groups?.["id"];
  if (edam !== undefined) return { raw, edam };
  if (MEDIA_TYPE.test(raw)) return { raw, mediaType: raw };
  const extension = EXTENSION.exec(raw)?.groups?.["extension"];
  return extension === undefined ? { raw } : { raw, extensions: [extension] };
}
