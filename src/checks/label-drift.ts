import type { CheckAnswer, Evidence, ImageEvidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Plugin } from "../model/plugin.ts";
import { foldText } from "../taxonomy/fold-text.ts";
import { answer, answerByImage, knownImage, NOT_APPLICABLE, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Does the image say of itself what the manifest says of it? */
export const labelDrift: CheckRow = {
  id: "label-drift",
  title: "The labels of the image say the name and version of the manifest",
  why: "When the two disagree, one of them was copied or forgotten, and nobody knows which software this is.",
  remedy: "Set the labels of the image when it is built, from the same place as the manifest's fields.",
  severity: "low",
  needs: ["plugin", "image"],
  evaluate,
};

const NAMES = ["org.opencontainers.image.title", "org.label-schema.name", "name", "software"];
/** The label of the OCI is inherited from base images: it counts only beside a title that is the plugin's. */
const VERSIONS = ["org.label-schema.version", "version", "software.version"];
const OCI_VERSION = "org.opencontainers.image.version";

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  return answerByImage(evidence, (named, pointer) => ask(evidence, plugin, named, pointer));
}

function ask(evidence: Evidence, plugin: Plugin, named: ImageEvidence, pointer: string): CheckAnswer {
  const known = knownImage(named);
  if (known === undefined) return NOT_AVAILABLE;
  const labels = known.platforms[0]?.config.labels ?? {};
  const names = [plugin.name, plugin.title ?? "", named.reference?.repository ?? ""];
  const findings: Finding[] = [];
  const [nameLabel, name] = labelOf(labels, NAMES);
  const isSameName = name !== undefined && names.some((one) => isSame(name, one));
  if (name !== undefined && nameLabel !== undefined && !isSameName) {
    const message = `the label ${nameLabel} of the image is ${showValue(name)}, the manifest says ${showValue(plugin.name)}`;
    findings.push(makeFinding(labelDrift, { message, at: placeOf(evidence, pointer), got: showValue(name) }));
  }
  const [versionLabel, version] = labelOf(labels, isSameName ? [OCI_VERSION, ...VERSIONS] : VERSIONS);
  if (version !== undefined && versionLabel !== undefined && plugin.version !== undefined) {
    const expected = plugin.version.raw;
    if (withoutV(version) !== withoutV(expected)) {
      const message = `the label ${versionLabel} of the image is ${showValue(version)}, the manifest says ${showValue(expected)}`;
      findings.push(makeFinding(labelDrift, { message, at: placeOf(evidence, pointer), got: showValue(version) }));
    }
  }
  return name === undefined && version === undefined ? NOT_APPLICABLE : answer(findings);
}

/** The first that is there and holds no build argument (`${TARGET_VERSION}`): what that became is not known. */
function labelOf(labels: Readonly<Record<string, string>>, keys: readonly string[]): [string, string] | [] {
  for (const key of keys) {
    const value = Object.hasOwn(labels, key) ? labels[key]?.trim() : undefined;
    if (value !== undefined && value !== "" && !/[$%]/.test(value) && findPlaceholder(value) === undefined)
      return [key, value];
  }
  return [];
}

/** One word in another form is the same name: `lab/spot-counter`, `Spot Counter`, `spot_counter-plugin`. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [bareOf(a), bareOf(b)];
  return left !== "" && right !== "" && (left === right || left.endsWith(right) || right.endsWith(left));
}

function bareOf(name: string): string {
  const last = name.split("/").at(-1) ?? "";
  return foldText(last)
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replace(/(?:plugin|tool|image)$/, "");
}

function withoutV(text: string): string {
  return /^v\d/.test(text.trim()) ? text.trim().slice(1) : text.trim();
}
