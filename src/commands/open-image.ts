import type { Fact } from "../model/fact.ts";
import type { Digest, Image, Reference } from "../model/image.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { formatReference, parseReference } from "../oci/reference.ts";
import { resolveReference } from "../pipeline/resolve.ts";
import type { CommandInput } from "./command.ts";
import { indexFolders } from "./crawl.ts";
import { type OpenRun, openRun, readConfigOrDefault } from "./open-run.ts";

/** One image that a verb was asked about, or why it could not be reached. */
export interface AskedImage {
  reference: Reference;
  text: string;
  digest: Fact<Digest>;
  image: Fact<Image>;
}

/** Opens a run without sources, resolves one reference, hands both to `work`, and closes. Throws `usage`. */
export async function withImage<T>(
  input: CommandInput,
  raw: string,
  work: (asked: AskedImage, open: OpenRun) => Promise<T>,
): Promise<T> {
  return withReference(input, raw, async (reference, text, open) =>
    work({ reference, text, ...(await resolveReference(open.run, text, reference)) }, open),
  );
}

/** The same without asking for the image. */
export async function withReference<T>(
  input: CommandInput,
  raw: string,
  work: (reference: Reference, text: string, open: OpenRun) => Promise<T>,
): Promise<T> {
  const reference = parseReference(raw);
  if ("problem" in reference) {
    const shown = JSON.stringify(raw.slice(0, 200));
    throw new WaybillError(
      "usage",
      `expected an image reference as ghcr.io/lab/segment:1.2.0, got ${shown}: ${reference.problem}`,
    );
  }
  const folders = indexFolders(input);
  const config = readConfigOrDefault(folders.index);
  const open = await openRun(folders, input.ports, { config, sources: [], publishesNothing: true });
  try {
    const text = formatReference(reference);
    input.ports.progress("resolve", 1, 1, text);
    return await work(reference, text, open);
  } finally {
    await open.close();
  }
}

/** Why nothing could be learned of an image, in place of what was asked for. */
export function unreachedFact({ image, digest }: AskedImage): Exclude<Fact<never>, { outcome: "known" }> {
  const fact = digest.outcome === "known" ? image : digest;
  switch (fact.outcome) {
    case "not-available":
      return { outcome: "not-available", reason: fact.reason, asOf: fact.asOf };
    case "not-supported":
      return fact;
    case "known":
    case "not-applicable":
      return { outcome: "not-applicable" };
  }
}

/** One line for an image that could not be reached. */
export function describeUnreached({ text, digest, image }: AskedImage): string {
  const fact = digest.outcome === "known" ? image : digest;
  return `${text}: ${"reason" in fact ? `${fact.outcome}, ${fact.reason}` : fact.outcome}\n`;
}
