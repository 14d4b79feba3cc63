import type { Probot } from "probot";
import type { AppVerbs } from "./app-ports.ts";
import type { GitHubClient } from "./client.ts";
import type { HandlerSettings, Handling } from "./handling.ts";
import { onCheckRun, onPullRequest, onPush, onRelease } from "./on-change.ts";
import {
  onInstallationGained,
  onInstallationLost,
  onRepositoryGone,
  onRepositoryMoved,
  onRepositoryPublished,
} from "./on-repository.ts";

/** An event as Probot hands it to a handler; payloads are narrowed where they are read. */
interface EventContext {
  id: string;
  octokit: GitHubClient;
  payload: unknown;
}

type Handler = (handling: Handling, payload: unknown) => Promise<void>;

/**
 * The App as a Probot function: which event leads to which handler. Every handler acts on what GitHub says now, not on
 * what the payload said when it was sent, since deliveries come late, twice and out of order.
 */
export function makeApp(verbs: AppVerbs, settings: HandlerSettings): (app: Probot) => void {
  return function registerHandlers(app) {
    function by(handler: Handler) {
      return async (context: EventContext) => {
        const { id, octokit, payload } = context;
        await handler({ verbs, settings, client: octokit, deliveryGuid: id }, payload);
      };
    }
    app.on("push", by(onPush));
    app.on(["pull_request.opened", "pull_request.synchronize", "pull_request.reopened"], by(onPullRequest));
    app.on("check_run.rerequested", by(onCheckRun));
    app.on("release.published", by(onRelease));
    app.on(["repository.renamed", "repository.transferred"], by(onRepositoryMoved));
    app.on(
      "repository.privatized",
      by((handling, payload) => onRepositoryGone(handling, payload, "made private")),
    );
    app.on(
      "repository.deleted",
      by((handling, payload) => onRepositoryGone(handling, payload, "deleted")),
    );
    app.on("repository.publicized", by(onRepositoryPublished));
    app.on(["installation.created", "installation_repositories.added"], by(onInstallationGained));
    app.on("installation.deleted", by(onInstallationLost));
    app.on("installation_repositories.removed", by(onInstallationLost));
  };
}
