import { valueAt } from "../document/pointer.ts";
import { writtenNumber } from "../document/written-text.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";
import { TAGGED_BY_VERSION } from "./tagged-families.ts";

/** Is the image that of this version? */
export const versionEqualsTag: CheckRow = {
  id: "version-equals-tag",
  title: "The tag of the image is the version of the plugin",
  why: "A manifest that says 0.3.9 and runs the image of 0.3.8 was changed by halves.",
  remedy: "Bring version and tag in line.",
  severity: "high",
  needs: ["plugin"],
  aliases: ["IMG-004"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  const version = versionOf(evidence);
  if (plugin === undefined || version === undefined || findPlaceholder(version) !== undefined) return NOT_APPLICABLE;
  const tagged = [...plugin.images.entries()].flatMap(([index, { role, reference }]) =>
    role === "run" && reference?.tag !== undefined ? [{ index, tag: reference.tag }] : [],
  );
  if (tagged.length === 0) return NOT_APPLICABLE;
  return answer(
    tagged.flatMap(({ index, tag }) => {
      if (withoutV(tag) === withoutV(version)) return [];
      const expected = showValue(version);
      const got = showValue(tag);
      const message = `the version is ${expected}, the tag of the image ${got}`;
      const level = TAGGED_BY_VERSION.has(plugin.family) ? "error" : "note";
      return [
        makeFinding(versionEqualsTag, { message, at: placeOf(evidence, `/images/${index}`), level, expected, got }),
      ];
    }),
  );
}

/** The version claimed; in YAML `version: 1.0` is the number 1, and what was written is compared. */
function versionOf({ plugin, places, document }: Evidence): string | undefined {
  const pointer = places["/version"];
  const isNumber = pointer !== undefined && typeof valueAt(document.root, pointer) === "number";
  return (isNumber ? writtenNumber(document, pointer) : undefined) ?? plugin?.version?.raw;
}

/** `v1.2.0` and `1.2.0` are the same version. */
function withoutV(text: string): string {
  return /^v\d/.test(text) ? text.slice(1) : text;
}
