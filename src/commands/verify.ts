import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { verifyImage } from "../signatures/verify-image.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { alignRows } from "./inspect.ts";
import { describeUnreached, unreachedFact, withImage } from "./open-image.ts";
import { textOption } from "./option-values.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

const USAGE = "waybill verify REF --repository OWNER/NAME";

/** The verb `verify`: who signed an image, and may they? */
export const verifyCommand: Command = {
  name: "verify",
  summary: "verify the signatures of an image offline and judge them by the trust policy",
  usage: USAGE,
  examples: [
    "waybill verify ghcr.io/lab/segment:1.2.0 --repository lab/segment",
    "waybill verify ghcr.io/lab/segment:1.2.0 --repository lab/segment --index my-index --json",
  ],
  arity: [1, 1],
  options: {
    ...INDEX_OPTIONS,
    repository: {
      type: "string",
      help: "OWNER/NAME of the repository that holds the manifest (needed: the default policy asks for it)",
    },
    host: { type: "string", help: "forge of that repository (default: github.com)" },
  },
  run: runVerify,
};

async function runVerify(input: CommandInput): Promise<CommandResult> {
  const [raw = ""] = input.positionals;
  const repository = repositoryOption(input);
  return withImage(input, raw, async (asked, { run }) => {
    const { image, reference, digest } = asked;
    if (image.outcome !== "known")
      return {
        exit: 5,
        json: { reference: asked.text, digest, verdict: unreachedFact(asked) },
        text: describeUnreached(asked),
      };
    const registry = run.registryOf(reference.host);
    const { referrers } = image.value;
    const target = { reference, digest: image.value.digest, registry, referrers };
    const verdict = await verifyImage({ target, repository, policy: run.policy, now: run.asOf });
    const json = { reference: asked.text, digest, verdict };
    if (verdict.outcome !== "known") return { exit: 5, json, text: `${asked.text}: ${verdict.outcome}\n` };
    const exit = verdict.value.state === "verified" ? 0 : verdict.value.state === "unknown" ? 5 : 1;
    return { exit, json, text: renderVerdict(asked.text, verdict.value) };
  });
}

function repositoryOption(input: CommandInput): SourceRepository {
  const [owner, name, ...rest] = (textOption(input, "repository") ?? "").split("/");
  if (owner === undefined || owner === "" || name === undefined || name === "" || rest.length > 0) {
    throw new WaybillError("usage", `expected --repository OWNER/NAME: ${USAGE}`);
  }
  return { host: textOption(input, "host") ?? "github.com", owner, name, commit: "", formerNames: [] };
}

function renderVerdict(text: string, verdict: SignatureVerdict): string {
  const rows: [string, string][] = [
    ["Image", text],
    ["Digest", verdict.subject],
    ["State", verdict.state],
    ["Reason", verdict.detail === undefined ? verdict.reason : `${verdict.reason}: ${verdict.detail}`],
  ];
  if (verdict.signer?.subjectAltName !== undefined) rows.push(["Signer", verdict.signer.subjectAltName]);
  if (verdict.signer?.issuer !== undefined) rows.push(["Issuer", verdict.signer.issuer]);
  for (const signature of verdict.signatures) {
    rows.push([
      "Signature",
      `${signature.form}  ${signature.state}/${signature.reason}  ${signature.signer?.subjectAltName ?? ""}`.trimEnd(),
    ]);
  }
  for (const note of verdict.notes) rows.push(["Note", note]);
  return alignRows(rows);
}
