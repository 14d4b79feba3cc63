import type { RepositoryPlace } from "./app-ports.ts";
import { checkBranch } from "./check-branch.ts";
import { type Handling, readPresent } from "./handling.ts";
import { readEventRepository, readFormerAddress, readGainedRepositories, readLostRepositories } from "./read-event.ts";
import { atCommit, readCommit } from "./read-repository.ts";

/** A rename or transfer: the entry stays, its address changes. */
export async function onRepositoryMoved(handling: Handling, payload: unknown): Promise<void> {
  const { client, settings, verbs, deliveryGuid } = handling;
  const repository = readEventRepository(payload);
  const former = readFormerAddress(payload);
  if (repository === undefined || former === undefined) return;
  const facts = await readPresent(handling, repository);
  if (facts === undefined || facts.isPrivate !== false) return;
  const head = await readCommit(client, facts, `heads/${facts.defaultBranch}`);
  if (head === undefined) return;
  const { id } = repository;
  const from: RepositoryPlace = { host: settings.host, ...former, id };
  const formerNames = [`${settings.host}/${former.owner}/${former.name}`];
  await verbs.renameRepository({ id, from, to: { ...atCommit(facts, head), formerNames } });
  settings.log({ message: "renamed", delivery: deliveryGuid, repository: `${facts.owner}/${facts.name}` });
}

/** Made private or deleted: gone at once, unless GitHub says that it is there and public again. */
export async function onRepositoryGone(handling: Handling, payload: unknown, reason: string): Promise<void> {
  const { settings, verbs, deliveryGuid } = handling;
  const repository = readEventRepository(payload);
  if (repository === undefined) return;
  // The event is a positive reason: when GitHub cannot be asked, the repository is taken out all the same.
  const facts = await readPresent(handling, repository).catch(() => undefined);
  if (facts?.isPrivate === false) return;
  await verbs.removeRepository({ repository: { host: settings.host, ...repository }, reason });
  const name = `${repository.owner}/${repository.name}`;
  settings.log({ message: "removed", delivery: deliveryGuid, repository: name, reason });
}

/** The App was uninstalled, or some repositories were taken from it. */
export async function onInstallationLost(handling: Handling, payload: unknown): Promise<void> {
  const { settings, verbs, deliveryGuid } = handling;
  for (const repository of readLostRepositories(payload)) {
    await verbs.removeRepository({ repository: { host: settings.host, ...repository }, reason: "App uninstalled" });
    const name = `${repository.owner}/${repository.name}`;
    settings.log({ message: "removed", delivery: deliveryGuid, repository: name, reason: "App uninstalled" });
  }
}

/** Made public (again): as after a push to its default branch. */
export async function onRepositoryPublished(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  if (repository !== undefined) await checkBranch(handling, repository);
}

/** The App was installed (again) or given more repositories: as after a push to the default branch of each. */
export async function onInstallationGained(handling: Handling, payload: unknown): Promise<void> {
  const failures: unknown[] = [];
  for (const repository of readGainedRepositories(payload)) {
    await checkBranch(handling, repository).catch((failure: unknown) => failures.push(failure));
  }
  if (failures.length > 0) throw failures[0];
}
