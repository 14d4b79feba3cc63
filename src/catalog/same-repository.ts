import type { SourceRepository } from "../model/source-repository.ts";
import { repositoryKey } from "./entry-id.ts";

/** What names a repository: its address, and the forge's id where one gave it. */
export type RepositoryAddress = Pick<SourceRepository, "host" | "owner" | "name" | "id">;

/**
 * Whether two addresses mean one repository: by the forge's numeric id where both have one (a rename keeps it, a name
 * taken by another does not), else by the address.
 */
export function isSameRepository(left: RepositoryAddress, right: RepositoryAddress): boolean {
  if (left.host !== right.host) return false;
  if (left.id !== undefined && right.id !== undefined) return left.id === right.id;
  return repositoryKey(left) === repositoryKey(right);
}

/** Things by repository, found by id first and by address where one of the two has no id. */
export interface RepositoryMap<T> {
  get(address: RepositoryAddress): T | undefined;
  has(address: RepositoryAddress): boolean;
}

/** Makes a map of things; of two with the same address the first is kept. */
export function mapByRepository<T>(things: Iterable<readonly [RepositoryAddress, T]>): RepositoryMap<T> {
  const byId = new Map<string, T>();
  const byKey = new Map<string, { address: RepositoryAddress; thing: T }>();
  for (const [address, thing] of things) {
    if (address.id !== undefined) byId.set(`${address.host}#${address.id}`, thing);
    if (!byKey.has(repositoryKey(address))) byKey.set(repositoryKey(address), { address, thing });
  }
  function get(address: RepositoryAddress): T | undefined {
    const found = address.id === undefined ? undefined : byId.get(`${address.host}#${address.id}`);
    if (found !== undefined) return found;
    const near = byKey.get(repositoryKey(address));
    return near !== undefined && isSameRepository(near.address, address) ? near.thing : undefined;
  }
  return { get, has: (address) => get(address) !== undefined };
}
