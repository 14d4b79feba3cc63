import type { CheckAnswer, Evidence, ImageEvidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Image, PlatformImage } from "../model/image.ts";

/** The question makes no sense here. */
export const NOT_APPLICABLE: CheckAnswer = Object.freeze({ outcome: "not-applicable", findings: [] });

/** Could not be asked: never a pass. */
export const NOT_AVAILABLE: CheckAnswer = Object.freeze({ outcome: "not-available", findings: [] });

/** Passes when nothing was found. */
export function answer(findings: Finding[]): CheckAnswer {
  return { outcome: findings.length > 0 ? "fail" : "pass", findings };
}

/** Asks about each image the plugin runs. One fail fails, else one that could not be asked makes it not available. */
export function answerByImage(
  evidence: Evidence,
  ask: (image: ImageEvidence, recordPointer: string) => CheckAnswer,
): CheckAnswer {
  const answers: CheckAnswer[] = [];
  for (const [index, image] of evidence.images.entries()) {
    if (image.named.role === "run") answers.push(ask(image, `/images/${index}`));
  }
  const findings = answers.flatMap((one) => one.findings);
  for (const outcome of ["fail", "not-available", "pass"] as const) {
    if (answers.some((one) => one.outcome === outcome)) return { outcome, findings };
  }
  return NOT_APPLICABLE;
}

/** The image as far as it is known, without the placeholders (`unknown/unknown`) that carry attestations. */
export function knownImage({ image }: ImageEvidence): { image: Image; platforms: PlatformImage[] } | undefined {
  if (image.outcome !== "known") return undefined;
  const platforms = image.value.platforms.filter(({ platform }) => platform.os !== "unknown");
  return platforms.length === 0 ? undefined : { image: image.value, platforms };
}
