import { withoutPrivateText } from "../catalog/privacy.ts";
import { copyValue } from "../families/copy-value.ts";
import { isMapping } from "../families/hostile-value.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { CommandInput } from "./command.ts";
import { textOption } from "./option-values.ts";

type Answers = Record<string, unknown>;

/** What a terminal is asked: a field, the question, and how the answer becomes the field. */
interface Question {
  field: string;
  text: string;
  isRequired: boolean;
  read(answer: string): unknown;
}

const asWritten = (answer: string): unknown => answer;

const QUESTIONS: readonly Question[] = [
  { field: "name", text: "Short name, such as spot-counter", isRequired: true, read: asWritten },
  { field: "version", text: "Version, such as 1.0.0", isRequired: true, read: asWritten },
  {
    field: "images",
    text: "Container image, such as ghcr.io/lab/spot-counter:1.0.0",
    isRequired: true,
    read: (answer) => [{ reference: answer }],
  },
  { field: "summary", text: "What it does, in one sentence", isRequired: false, read: asWritten },
  { field: "license", text: "License as SPDX id, such as Apache-2.0", isRequired: false, read: asWritten },
  {
    field: "authors",
    text: "Authors, with commas between them",
    isRequired: false,
    read: (answer) =>
      answer
        .split(",")
        .map((name) => ({ name: name.trim() }))
        .filter(({ name }) => name !== ""),
  },
];

/**
 * The manifest with the answers in it: those of --answers, and on a terminal those to questions about what is not said
 * yet. Where nobody can be asked, what is missing is for the schema to say.
 */
export async function collectAnswers(input: CommandInput, start: Answers): Promise<Answers> {
  const given = textOption(input, "answers");
  const manifest: Answers = { ...start, ...(given === undefined ? {} : readAnswers(given)) };
  const { ask } = input.ports;
  const isAsked = given === undefined && ask !== undefined;
  if (given === undefined && !isAsked && textOption(input, "from") === undefined) {
    throw new WaybillError("usage", "expected --from or --answers: there is no terminal to ask at");
  }
  if (!isAsked) return withoutAddresses(manifest);
  for (const question of QUESTIONS) {
    if (Object.hasOwn(manifest, question.field)) continue;
    const answer = (await ask(`${question.text}${question.isRequired ? "" : " (optional)"}: `)).trim();
    if (answer !== "") manifest[question.field] = question.read(answer);
  }
  return withoutAddresses(manifest);
}

function readAnswers(text: string): Answers {
  let value: unknown;
  try {
    value = copyValue(JSON.parse(text), { values: 20_000, depth: 20, text: 20_000 });
  } catch (cause) {
    throw new WaybillError("usage", "--answers: expected one JSON object, got no JSON", { cause });
  }
  if (!isMapping(value)) throw new WaybillError("usage", "--answers: expected one JSON object");
  return { ...value };
}

/** shapes.md §3: an address of a person stands in a manifest only where it asks to be contacted there. */
function withoutAddresses(manifest: Answers): Answers {
  const { contact, images, packages, authors, ...rest } = manifest;
  const kept = { contact, images, packages };
  const named = Array.isArray(authors) ? authors.map(withoutEmailField) : authors;
  const clean = withoutPrivateText({ ...rest, authors: named });
  const all: Answers = { ...kept, ...clean };
  // In the order in which they came.
  return Object.fromEntries(Object.keys(manifest).map((field) => [field, all[field]]));
}

function withoutEmailField(author: unknown): unknown {
  if (!isMapping(author)) return author;
  return Object.fromEntries(Object.entries(author).filter(([key]) => key !== "email"));
}
