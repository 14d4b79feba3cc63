/** What grouping needs of a record. */
export interface Aliased {
  id: string;
  aliases: readonly string[];
  upstream: readonly string[];
}

/** Records that speak of one hole. */
export interface AliasGroup<T extends Aliased> {
  /** CVE before GHSA before others. */
  canonical: string;
  /** Every id of the group, sorted. */
  ids: string[];
  records: T[];
}

/** Groups records that share an id, an alias or an upstream id; distributions name the CVE as `upstream`. */
export function groupByAlias<T extends Aliased>(records: readonly T[]): AliasGroup<T>[] {
  const parents = new Map<string, string>();
  for (const { id, aliases, upstream } of records) {
    for (const other of [...aliases, ...upstream]) join(parents, id, other);
  }
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const root = findRoot(parents, record.id);
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [record]);
    else members.push(record);
  }
  return [...groups.values()].map((members) => {
    const ids = [...new Set(members.flatMap(({ id, aliases, upstream }) => [id, ...aliases, ...upstream]))].sort();
    return { canonical: chooseCanonical(ids), ids, records: members };
  });
}

function join(parents: Map<string, string>, a: string, b: string): void {
  const left = findRoot(parents, a);
  const right = findRoot(parents, b);
  if (left !== right) parents.set(right, left);
}

function findRoot(parents: Map<string, string>, id: string): string {
  let root = id;
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
  // Shortens the way for the next question: without it a chain of aliases costs its square.
  for (let at = id; at !== root; ) {
    const next = parents.get(at) ?? root;
    parents.set(at, root);
    at = next;
  }
  return root;
}

function chooseCanonical(ids: readonly string[]): string {
  const cve = ids.find((id) => id.startsWith("CVE-"));
  return cve ?? ids.find((id) => id.startsWith("GHSA-")) ?? ids[0] ?? "";
}
