import { refreshDate } from "../catalog/carry-facts.ts";
import { repositoryIdentity } from "../catalog/entry-id.ts";
import { recordDigest } from "../catalog/record-digest.ts";
import { mapByRepository } from "../catalog/same-repository.ts";
import { toolOf } from "../catalog/update-entries.ts";
import { isSameJson } from "../document/canonical-json.ts";
import { parseDocument } from "../document/parse-document.ts";
import type { Catalog, RepositoryRecord } from "../model/catalog.ts";
import type { Entry } from "../model/entry.ts";
import type { Evidence } from "../model/evidence.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { fillFromLabels } from "./fill-from-labels.ts";
import { digestFiles, digestImages, digestNames, subjectKey } from "./judged-digests.ts";
import { normalize } from "./normalize.ts";
import type { Run } from "./run.ts";
import type { ReadFile, Subject } from "./subject.ts";
import { validate } from "./validate.ts";

/*
 * A repository is not judged again where nothing that its judgement rests on has changed. The cache notes, for each
 * repository, digests of what it was judged by and of the record that came of it. Where the catalog holds that very
 * record and all digests are the same, judging again would give the same bytes, so the record stands. Its images are
 * asked for, verified and scanned in every run all the same. A note that is lost costs time, never truth.
 */

/** A repository whose files are as they were when it was last judged; its images are still to be compared. */
interface JudgedBefore {
  record: RepositoryRecord;
  files: readonly ReadFile[];
  imagesDigest: string;
}

/** The files to be judged, and those whose repository was judged with the same ones before. */
export interface Recalled {
  others: ReadFile[];
  before: ReadonlyMap<string, JudgedBefore>;
  /** The plugins of those as the catalog has them, for their images to be looked at. */
  subjects: Subject[];
  /** Digests of the files of every repository, for the note after this run. */
  fileDigests: ReadonlyMap<string, string>;
}

/** A repository whose record stands, and its plugins with their images of today. */
export interface Standing {
  identity: string;
  record: RepositoryRecord;
  subjects: readonly Subject[];
}

/** Parts the repositories whose files were judged before from those that are to be judged. */
export function recallJudged(run: Run, files: ReadFile[]): Recalled {
  const before = new Map<string, JudgedBefore>();
  const fileDigests = new Map<string, string>();
  const recalled: Recalled = { others: [], before, subjects: [], fileDigests };
  if (run.programDigest === undefined) return { ...recalled, others: files };
  const records = mapByRepository(run.previous.repositories.map((record) => [record.repository, record]));
  for (const [identity, own] of Map.groupBy(files, ({ repository }) => repositoryIdentity(repository))) {
    const [first] = own;
    const record = first && records.get(first.repository);
    const filesDigest = digestFiles(run, own);
    fileDigests.set(identity, filesDigest);
    const subjects = record === undefined ? [] : record.entries.flatMap((entry) => subjectOf(run, entry, own));
    const imagesDigest = record && recallNote(run, identity, [filesDigest, recordDigest(record)], subjects);
    if (record === undefined || imagesDigest === undefined) recalled.others.push(...own);
    else {
      before.set(identity, { record, files: own, imagesDigest });
      recalled.subjects.push(...subjects);
    }
  }
  return recalled;
}

/** After the images were looked at: whose record stands, and who is judged after all. */
export function confirmJudged(
  run: Run,
  { before }: Recalled,
  subjects: Subject[],
): { toJudge: Subject[]; standing: Standing[] } {
  if (before.size === 0) return { toJudge: subjects, standing: [] };
  const toJudge: Subject[] = [];
  const standing: Standing[] = [];
  for (const [identity, own] of Map.groupBy(subjects, ({ evidence }) => repositoryIdentity(evidence.repository))) {
    const known = before.get(identity);
    if (known === undefined) toJudge.push(...own);
    else if (known.imagesDigest === digestImages(own)) standing.push({ identity, record: known.record, subjects: own });
    else toJudge.push(...readAgain(run, known.files, own));
  }
  return { toJudge, standing };
}

/** Notes by what each repository was judged, once the catalog holds what came of it. */
export function noteJudged(
  run: Run,
  fileDigests: Recalled["fileDigests"],
  judged: readonly Subject[],
  catalog: Catalog,
): void {
  const records = mapByRepository(catalog.repositories.map((record) => [record.repository, record]));
  for (const [identity, own] of Map.groupBy(judged, ({ evidence }) => repositoryIdentity(evidence.repository))) {
    const [first] = own;
    const record = first && records.get(first.evidence.repository);
    const filesDigest = fileDigests.get(identity);
    if (record === undefined || filesDigest === undefined || !saysWhole(record, own, run.asOf)) continue;
    const basis = [filesDigest, recordDigest(record), digestNames(run, own)].join(":");
    run.cache.set("judged-repository", identity, `${oldestDate(record)} ${digestImages(own)} ${basis}`);
  }
}

/** The digest of the images, where all else is as it was noted and no date of the record is due to be renewed. */
function recallNote(
  run: Run,
  identity: string,
  basis: (string | undefined)[],
  subjects: readonly Subject[],
): string | undefined {
  const [oldest = "", imagesDigest, noted] = (run.cache.get("judged-repository", identity) ?? "").split(" ");
  if (noted === undefined || !noted.startsWith(`${basis.join(":")}:`)) return undefined;
  if (refreshDate(oldest, run.asOf) !== oldest) return undefined;
  return noted.endsWith(`:${digestNames(run, subjects)}`) ? imagesDigest : undefined;
}

const NO_DOCUMENT = parseDocument("", new Uint8Array());

/** What the stages that look at images need of a plugin: the images that the catalog says it names. */
function subjectOf(run: Run, entry: Entry, [first]: readonly ReadFile[]): Subject[] {
  if (entry.status === "gone" || first === undefined) return [];
  const tool = toolOf(entry);
  const { signature: _signature, ...file } = entry.manifest;
  const evidence: Evidence = {
    asOf: run.asOf,
    repository: first.repository,
    file,
    document: NO_DOCUMENT,
    ...(entry.plugin.outcome === "known" ? { plugin: entry.plugin.value } : {}),
    pointer: "",
    places: {},
    schemaFaults: [],
    images: [],
    isResolved: false,
  };
  const rest = { family: undefined, config: first.config, concepts: [], findings: [] };
  return [{ evidence, ...rest, ...(tool === undefined ? {} : { tool }) }];
}

/** Stages 3 and 4 after all, with the images that were looked at meanwhile. */
function readAgain(run: Run, files: readonly ReadFile[], looked: readonly Subject[]): Subject[] {
  const quiet = { ...run, progress: () => {} };
  const images = new Map(looked.map((subject) => [subjectKey(subject), subject.evidence.images]));
  return validate(quiet, normalize(quiet, files)).map((subject) => {
    const { evidence } = subject;
    const own = images.get(subjectKey(subject));
    if (own === undefined) throw new WaybillError("internal", `${evidence.file.path} is not what it was noted to be`);
    const plugin = evidence.plugin === undefined ? {} : { plugin: fillFromLabels(evidence.plugin, own) };
    return { ...subject, evidence: { ...evidence, ...plugin, images: own, isResolved: true } };
  });
}

/** Whether the record says of the plugins what was judged: their names and images whole, and nothing newer. */
function saysWhole({ entries }: RepositoryRecord, judged: readonly Subject[], asOf: string): boolean {
  const listed = entries.filter((entry) => entry.status !== "gone");
  const byKey = new Map(judged.map((subject) => [subjectKey(subject), subject.evidence.plugin]));
  if (byKey.size !== judged.length || listed.length !== judged.length) return false;
  return listed.every((entry) => {
    const tool = toolOf(entry);
    const key = JSON.stringify([entry.manifest.path, tool ?? null]);
    const plugin = byKey.get(key);
    const kept = entry.plugin.outcome === "known" ? entry.plugin.value : undefined;
    const isWhole = kept?.name === plugin?.name && isSameJson(kept?.images, plugin?.images);
    return byKey.has(key) && isWhole && entry.lastChanged <= asOf;
  });
}

/** A date of an entry that is a week old is renewed by judging again (catalog/carry-facts.ts). */
function oldestDate({ entries }: RepositoryRecord): string {
  let oldest = "~";
  for (const { status, lastSeen, manifest, plugin, tier, images } of entries) {
    if (status === "gone") continue;
    const facts = [manifest.signature, plugin, tier, ...images.flatMap(({ digest, signature }) => [digest, signature])];
    for (const date of [lastSeen, ...facts.map((fact) => (fact && "asOf" in fact ? fact.asOf : lastSeen))]) {
      if (date < oldest) oldest = date;
    }
  }
  return oldest;
}
